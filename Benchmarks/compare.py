#!/usr/bin/env python3
"""Holds the engine against the C limit of the machine and against other libraries, side by side in one run.

  compare.py [--graphs cit-HepPh,syn-1e6,…] [--jobs load,reach,…] [--peers igraph,scipy,…]
             [--reps 5] [--out FILE.jsonl] [--table-only]

Needs the suite of comparisons: the folder in $BENCH_SUITE (default ../shared/bench beside the checkout) with its
prepare.sh, limits/ and peers/, and the data and peers that prepare.sh makes in $BENCH_DATA. Each program runs in a
process of its own; times are taken inside it, without start-up, as medians; memory is the peak of that process.
Prints a table in Markdown: for each job and graph our median, the C limit's, the best peer's, and the ratios.
"""
import argparse, json, os, subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
SUITE = os.environ.get("BENCH_SUITE", os.path.join(os.path.dirname(ROOT), "shared", "bench"))
DATA = os.environ.get("BENCH_DATA", os.path.join(os.path.dirname(ROOT), "bench-data"))
PYTHON = os.environ.get("PEERS_VENV", os.path.join(DATA, "peers", "bin", "python"))
LIMITS = os.path.join(DATA, "bin", "limits")
OURS = os.path.join(HERE, ".build", "release", "benchmark-engine")

# What the C limit takes as given (order, condensation) is given to us too when we are held against it ("ours");
# against the peers, which start from the bare graph, our time includes it ("whole").
ALL_PEERS = ["igraph", "networkit", "rustworkx", "scipy", "graphblas", "networkx"]
JOBS = {
    "load": dict(ours="load", limits=["load", "load2"], limit=["load", "load-2threads-parse"], script="load.py",
                 peer="load", peers=["graphblas", "numpy+numba", "rustworkx", "networkit", "scipy", "igraph", "networkx"]),
    "open": dict(ours="open"),
    "ancestors": dict(ours="reach-ancestors-newest", limits=["reach"], limit=["reach-ancestors-newest"],
                      script="reach.py", peer="reach-ancestors-newest", peers=ALL_PEERS),
    "counts-1000": dict(ours="reach-ancestors-1000", whole="reach-ancestors-1000-prepared", limits=["ms1000"], limit=["reach-ancestors-1000-bitparallel"],
                        script="reach.py", peer=["reach-ancestors-1000-batch", "reach-ancestors-1000"],
                        peers=ALL_PEERS),
    "order": dict(ours="order", limits=["topo"], limit=["topo"], script="topo.py", peer="topo",
                  peers=["igraph", "networkit", "rustworkx", "networkx"]),
    "components": dict(ours="components", limits=["topo"], limit=["scc+condense+relabel"]),
    "spc": dict(ours="spc", whole="spc-ordered", limits=["spc"], limit=["spc"], script="spc.py", peer="spc",
                peers=["numpy+numba", "scipy", "igraph", "rustworkx", "networkx"]),
    "spc-exact": dict(ours="spc-exact", whole="spc-exact-ordered", limits=["spc"], limit=["spc"], script="spc.py", peer="spc",
                      peers=["numpy+numba", "scipy", "igraph", "rustworkx", "networkx"]),
    "pagerank": dict(ours="pagerank", whole="pagerank-ordered", limits=["pagerank_topo"], limit=["pagerank-topological-exact"],
                     script="pagerank.py", peer="pagerank", peers=ALL_PEERS),
    "reduction": dict(ours="reduction", limits=["tred"], limit=["transitive-reduction"], script="tred.py", peer="tred",
                      peers=["rustworkx", "networkx"]),
    "co-citation": dict(ours="cocitation-hub", limits=["cocite"], limit=["cocitation-hub"], script="cocite.py",
                        peer="cocitation-hub", peers=ALL_PEERS),
    "coupling": dict(ours="coupling-newest", limits=["cocite"], limit=["coupling-newest"], script="cocite.py",
                     peer="coupling-newest", peers=ALL_PEERS),
}
# Jobs that need an acyclic network run on the acyclic cut of a real one.
ACYCLIC = {"order", "spc", "spc-exact", "reduction"}
# A job and size at which a peer needs hours or all memory.
SLOW = {"networkx": {"syn-1e7", "syn-1e8"}, "igraph": {"syn-1e8"}, "graphblas": {"syn-1e8"}, "rustworkx": {"syn-1e8"},
        "networkit": {"syn-1e8"}, "scipy": {"syn-1e8"}, "numpy+numba": {"syn-1e8"}}
ONLY = {"syn-1e8": {"load", "open", "ancestors", "order", "components"}, "syn-1e7": set(JOBS) - {"reduction"}}


def paths(graph):
    base = graph.removesuffix("-dag")
    if graph.startswith("syn-"):
        return f"{DATA}/syn/{graph}.txt", f"{DATA}/syn/{graph}-dates.txt", f"{DATA}/queries/{graph}.txt"
    return f"{DATA}/real/{graph}.txt", f"{DATA}/real/{base}-dates-all.txt", f"{DATA}/queries/{graph}.txt"


def lines(command, timeout, what, environment=None):
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=timeout,
                              env=environment)
    except subprocess.TimeoutExpired as late:
        print(f"  {what}: more than {timeout:g} s", file=sys.stderr)
        done = late
        text = late.stdout or b""
        text = text.decode() if isinstance(text, bytes) else text
    else:
        text = done.stdout
        if done.returncode:
            last = (done.stderr.strip().splitlines() or [""])[-1][:160]
            print(f"  {what}: exit {done.returncode}: {last}", file=sys.stderr)
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


measured = {}


def once(key, run):
    """One run of a script serves every job that it measures."""
    if key not in measured: measured[key] = run()
    return [dict(record) for record in measured[key]]


def measure(graph, job, reps, timeout):
    spec = JOBS[job]
    edges, dates, queries = paths(graph)
    found = lines([OURS, "--edges", edges, "--dates", dates, "--queries", queries, "--graph", graph,
                   "--reps", str(reps), spec["ours"]] + ([spec["whole"]] if "whole" in spec else []), timeout, f"lineage {job} {graph}")
    if "limits" in spec:
        command = [LIMITS, edges, queries, graph] + spec["limits"]
        found += once(tuple(command), lambda: lines(command, timeout, f"limits {job} {graph}"))
    environment = dict(os.environ, BENCH_DATA=DATA, PEERS_VENV=PYTHON)
    for peer in spec.get("peers", []):
        if graph in SLOW.get(peer, ()):
            continue
        script = os.path.join(SUITE, "peers", spec["script"])
        command = [PYTHON, script, "--peers", peer, "--graphs", graph, "--reps", str(reps), "--timeout", str(timeout)]
        found += once(tuple(command), lambda: lines(command, timeout + 30, f"{peer} {job} {graph}", environment))
    return found


def time_text(seconds):
    if seconds is None: return "–"
    if seconds < 1e-4: return f"{seconds * 1e6:.3g} µs"
    return f"{seconds * 1e3:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"


def table(records):
    rows = []
    by_key = {}
    for record in records:
        by_key.setdefault((record["graph"], record["for"]), []).append(record)
    for (graph, job), group in by_key.items():
        spec = JOBS[job]
        def best(names, is_peer):
            names = [names] if isinstance(names, str) else names
            fit = [r for r in group if r["job"] in names and r.get("median_s") and is_peer(r["peer"])]
            return min(fit, key=lambda r: r["median_s"], default=None)
        ours = best(spec["ours"], lambda p: p == "lineage")
        whole = best(spec.get("whole", spec["ours"]), lambda p: p == "lineage")
        limit = best(spec.get("limit", []), lambda p: p == "c-limit")
        peer = best(spec.get("peer", []), lambda p: p not in ("lineage", "c-limit"))
        if not ours: continue
        # Peers that did not end in time count as slower than the time they were given.
        late = [r for r in group if r.get("median_s") is None and (r.get("note") or "").startswith("timeout ")]
        patience = max((float(r["note"].split()[1].rstrip("s:")) for r in late), default=None)
        if peer is None and patience and "peer" in spec:
            peer = dict(median_s=patience, peer="(none in time)", late=True)
        ratio = lambda a, b: f"{a / b:.2f}" if a is not None and b else "–"
        rows.append([job, graph, time_text(ours["median_s"]), f"{ours['rss_mb']:.0f}",
                     time_text(limit and limit["median_s"]), ratio(ours["median_s"], limit and limit["median_s"]),
                     ("> " if peer and "late" in peer else "") + time_text(peer and peer["median_s"])
                     + (f" {peer['peer']}" if peer else ""),
                     ("> " if peer and "late" in peer else "")
                     + ratio(peer["median_s"] if peer else None, whole["median_s"]), str(ours["n"])])
    head = ["job", "network", "lineage", "MB", "C limit", "× limit", "best peer", "× faster", "runs"]
    print("| " + " | ".join(head) + " |\n|---|---|--:|--:|--:|--:|--:|--:|--:|")
    for row in rows: print("| " + " | ".join(row) + " |")


def scaling(records):
    """How our times grow: nanoseconds a relation and peak bytes a relation, one column a size."""
    sizes = sorted({r["graph"] for r in records if r["graph"].startswith("syn-1e")}, key=lambda g: float(g[4:]))
    if len(sizes) < 2: return
    print("\n| job | " + " | ".join(f"{g[4:]}: ns a relation" for g in sizes) + " | "
          + " | ".join(f"{g[4:]}: bytes a relation" for g in sizes) + " |\n|---|" + "--:|" * (2 * len(sizes)))
    jobs = dict.fromkeys(r["job"] for r in records if r["peer"] == "lineage" and r["graph"] in sizes)
    for job in jobs:
        found = {r["graph"]: r for r in records if r["peer"] == "lineage" and r["job"] == job}
        if len([g for g in sizes if g in found]) < 2: continue
        per = lambda g, value: f"{value(found[g]) / float(g[4:]):.3g}" if g in found else "–"
        print(f"| {job} | " + " | ".join(per(g, lambda r: r["median_s"] * 1e9) for g in sizes) + " | "
              + " | ".join(per(g, lambda r: r["rss_mb"] * 1048576) for g in sizes) + " |")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--graphs", default="cit-HepPh,syn-1e6,syn-1e7")
    options.add_argument("--jobs", default=",".join(JOBS))
    options.add_argument("--peers", help="only these, separated by commas")
    options.add_argument("--reps", type=int, default=5)
    options.add_argument("--timeout", type=float, default=150)
    options.add_argument("--out", default=os.path.join(HERE, ".build", "comparison.jsonl"))
    options.add_argument("--table-only", action="store_true", help="print the table of an earlier run")
    given = options.parse_args()
    if given.table_only:
        records = [json.loads(line) for line in open(given.out)]
        table(records)
        return scaling(records)
    if not os.path.isdir(SUITE):
        print(f"compare.py: no suite of comparisons at {SUITE}; set BENCH_SUITE", file=sys.stderr)
        return 0
    if given.peers is not None:
        for spec in JOBS.values():
            spec["peers"] = [peer for peer in spec.get("peers", []) if peer in given.peers.split(",")]
    if not os.path.exists(PYTHON) or not os.path.exists(LIMITS):
        subprocess.run(["bash", os.path.join(SUITE, "prepare.sh")], env=dict(os.environ, BENCH_DATA=DATA), check=True)
    records = []
    with open(given.out, "w") as sink:
        for graph in given.graphs.split(","):
            for job in given.jobs.split(","):
                if job not in ONLY.get(graph, JOBS): continue
                name = graph + "-dag" if job in ACYCLIC and not graph.startswith("syn-") else graph
                print(f"{job} on {name} …", file=sys.stderr)
                for record in measure(name, job, given.reps, given.timeout):
                    record["for"] = job
                    records.append(record)
                    sink.write(json.dumps(record) + "\n")
                    sink.flush()
    table(records)
    scaling(records)


if __name__ == "__main__":
    sys.exit(main())
