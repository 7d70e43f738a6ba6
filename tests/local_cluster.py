"""A real Dask cluster for the tests, in a process of its own: commands on standard input.

`kill` ends a worker that is at work (SIGKILL), `plugins` lists what the scheduler has for workers,
`folders` lists the workers' private folders. Each answer is one line of JSON.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path

from distributed import Client, LocalCluster


def busy_worker(client: Client, cluster: LocalCluster) -> int:
    """The process of a worker that has a task now; waits for one."""
    while True:
        at_work = [a for a, w in cluster.scheduler.workers.items() if w.processing]
        known = client.run(os.getpid) if at_work else {}
        for address in at_work:
            if address in known:
                return known[address]
        time.sleep(0.05)


def main() -> None:
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        print(json.dumps(cluster.scheduler_address), flush=True)
        for line in sys.stdin:
            order, answer = line.strip(), None
            if order == "kill":
                answer = busy_worker(client, cluster)
                os.kill(answer, signal.SIGKILL)
            elif order == "plugins":
                names = list(cluster.scheduler.worker_plugins)
                answer = [n for n in names if n.startswith("autograder")]
            elif order == "folders":
                where = client.run(lambda dask_worker: dask_worker.local_directory)
                answer = [str(p) for w in where.values() for p in Path(w).glob("autograder-*")]
            print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
