"""Kernels that start at once: forks of one process that has imported what the notebooks import.

Starting Python and importing pandas and seaborn takes longer than running most notebooks, so it is done once,
beside the build, by multiprocessing's fork server. Each notebook still has a process of its own. Elsewhere than on
Linux (Windows cannot fork, and on macOS libraries may not survive it), kernels are started as Jupyter does.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import uuid
from multiprocessing import forkserver
from typing import Any, ClassVar
from weakref import WeakSet

from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner

CAN_FORK = sys.platform == "linux"
IMPORTED = ["ipykernel.kernelapp", "seaborn", "networkx", "datakit.display"]
INLINE = "module://matplotlib_inline.backend_inline"  # as a kernel sets it, which must be before matplotlib is imported


def warm() -> None:
    """Begin to import what kernels will need; returns at once. For the main thread."""
    if not CAN_FORK:
        return
    multiprocessing.get_context("forkserver").set_forkserver_preload(IMPORTED)
    kept, heard = os.environ.get("MPLBACKEND"), signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["MPLBACKEND"] = INLINE
    try:
        forkserver.ensure_running()  # it inherits both: Ctrl-C is for the process that the person started
    finally:
        signal.signal(signal.SIGINT, heard)
        os.environ.pop("MPLBACKEND") if kept is None else os.environ.update(MPLBACKEND=kept)


def _serve(arguments: list[str], cwd: str, env: dict[str, str]) -> None:
    """In the fork: be a kernel, in a process group of its own, until shut down or the one who asked is gone."""
    import pandas as pd
    from ipykernel.kernelapp import IPKernelApp

    pd.set_option("display.max_columns", 20)  # what pandas itself sets when a kernel imports it
    os.setsid()
    for stream in (1, 2):  # kernels write warnings of their own here; what a cell prints goes to its notebook
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    parent = multiprocessing.parent_process()
    threading.Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()
    IPKernelApp.launch_instance(arguments)


class _Process:
    """As much of `subprocess.Popen` as jupyter_client asks for."""

    stdin = stdout = stderr = None

    def __init__(self, cmd: list[str], cwd: str, env: dict[str, str]) -> None:
        arguments = cmd[cmd.index("-f") :]  # what follows 'python -m ipykernel_launcher'
        self.process = multiprocessing.get_context("forkserver").Process(target=_serve, args=(arguments, cwd, env))
        self.process.start()
        self.pid = self.process.pid

    def poll(self) -> int | None:
        return self.process.exitcode

    def wait(self) -> int | None:
        self.process.join()
        return self.process.exitcode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class _Forking(LocalProvisioner):
    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict[str, Any]:
        self.process = _Process(cmd, kwargs["cwd"], kwargs["env"])
        self.pid = self.pgid = self.process.pid  # until it leads its group, signals go to the process itself
        return self.connection_info


class Manager(AsyncKernelManager):
    """What a NotebookClient starts its kernel with; `kill_all` ends every one that runs."""

    started: ClassVar[WeakSet[Manager]] = WeakSet()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if CAN_FORK:
            self.provisioner = _Forking(kernel_id=str(uuid.uuid4()), kernel_spec=self.kernel_spec, parent=self)

    async def _async_start_kernel(self, **kwargs: Any) -> None:
        self.started.add(self)
        await super()._async_start_kernel(**kwargs)

    start_kernel = _async_start_kernel

    @classmethod
    def kill_all(cls) -> None:
        for manager in list(cls.started):
            if process := getattr(manager.provisioner, "process", None):
                process.kill()
