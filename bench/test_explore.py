"""Redraws of one seaborn bar chart by `explore` and by `ipywidgets.interact`, in turn, in one kernel and one run.

Both give a picture of 860 by 400 pixels at twice that resolution. What is timed is what a reader waits for: from the
message that a control has changed to the kernel's word that it is done, the picture sent. `make bench ARGS=-s` prints it.
"""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Iterator

import pytest
from jupyter_client import BlockingKernelClient
from jupyter_client.manager import start_new_kernel

MOVES, ATMOST = 40, 0.8
SETUP = """
import ipywidgets
import pandas as pd
import seaborn as sns
from IPython import get_ipython
from matplotlib import pyplot as plt
from datakit.explore import explore

get_ipython().run_line_magic("matplotlib", "inline")
get_ipython().run_line_magic("config", "InlineBackend.figure_format = 'retina'")
rows = pd.DataFrame({"firm": [f"Firm {letter}" for letter in "ABCDEFGH"], "sales": range(100, 900, 100)})

def draw(ax, n=1):
    sns.barplot(rows.assign(sales=rows.sales * n), x="sales", y="firm", color="#0173b2", ax=ax)
    ax.set(xlabel="sales", ylabel="", title="Firm H sells most")
    return f"Sales times {n}."

def inline(n=1):
    _, ax = plt.subplots(figsize=(8.6, 4))
    draw(ax, n)
    plt.show()

panel = explore(draw, n=(1, 99))
widget = ipywidgets.interactive(inline, n=(1, 99))
display(widget)
print("ids:", panel.inputs["n"][0].model_id, widget.children[0].model_id)
"""


@pytest.fixture(scope="module")
def kernel() -> Iterator[BlockingKernelClient]:
    manager, client = start_new_kernel(kernel_name="python3")
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def ids(client: BlockingKernelClient) -> list[str]:
    """The two controls' models, once both panels stand."""
    said: list[str] = []
    client.execute_interactive(
        SETUP, output_hook=lambda m: said.append(m["content"].get("text", "")), timeout=120, allow_stdin=False
    )
    return re.findall(r"[0-9a-f]{32}", "".join(said))


def move(client: BlockingKernelClient, model: str, value: int) -> tuple[float, int]:
    """Milliseconds until the kernel is done with this value, and how many letters of picture it sent."""
    content = {"comm_id": model, "data": {"method": "update", "state": {"value": value}, "buffer_paths": []}}
    message = client.session.msg("comm_msg", content)
    began, letters = time.perf_counter(), 0
    client.shell_channel.send(message)
    while True:
        got = client.get_iopub_msg(timeout=60)
        data = got["content"].get("data", {})
        letters += len(data.get("image/png", "")) + len(data.get("text/html", ""))
        if got["parent_header"].get("msg_id") == message["header"]["msg_id"] and got["msg_type"] == "status":
            if got["content"]["execution_state"] == "idle":
                return (time.perf_counter() - began) * 1000, letters


def test_a_redraw_beside_interact(kernel: BlockingKernelClient, benchmark) -> None:
    ours, theirs = ids(kernel)
    took: dict[str, list[float]] = {ours: [], theirs: []}

    def moves() -> None:
        for value in range(2, MOVES + 2):
            for model in (ours, theirs):
                milliseconds, letters = move(kernel, model, value)
                assert letters > 10_000, "no picture was sent"
                took[model].append(milliseconds)

    benchmark.pedantic(moves, rounds=1)
    explored, interacted = (statistics.median(took[model]) for model in (ours, theirs))
    benchmark.extra_info |= {"explore_ms": round(explored), "interact_ms": round(interacted)}
    print(f"explore {explored:.0f} ms, interact {interacted:.0f} ms, ratio {explored / interacted:.2f}")
    assert explored <= ATMOST * interacted
