"""Limit this process, then become another program: limited.py '{"user": null, "may_read": false}' program arguments."""

import json
import os
import resource
import sys

limits = json.loads(sys.argv[1])
user, may_read = limits.pop("user"), limits.pop("may_read")
for name, most in limits.items():
    limit = getattr(resource, name, None)
    if limit is not None:
        hard = resource.getrlimit(limit)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(limit, (most, most))
        except (OSError, ValueError):
            if sys.platform == "linux":
                raise
            # Other systems know some of the limits only.
if user is not None and may_read:
    # That user may not even read this Python: it gets the right to read, and no other.
    only = "-all,+dac_read_search"
    rights = ["--inh-caps", only, "--ambient-caps", only, "--bounding-set", only, "--no-new-privs"]
    as_user = ["--reuid", str(user), "--regid", str(user), "--clear-groups"]
    os.execvp("setpriv", ["setpriv", *as_user, *rights, "--", *sys.argv[2:]])
if user is not None:
    os.setgroups([])
    os.setgid(user)
    os.setuid(user)
os.execv(sys.argv[2], sys.argv[2:])
