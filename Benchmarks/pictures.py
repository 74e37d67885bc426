#!/usr/bin/env python3
"""Time and memory of a picture, beside Graphviz's dot on the same graph.

For each size, a corpus is made up from a seed: papers over ten years in five topics, relations to recent papers mostly
of the same topic. `lineage render` draws it as SVG; `dot -Tsvg` draws the same papers and relations as plain boxes.
Time is that of the whole process, memory its largest resident set.
"""

import argparse
import json
import os
import random
import resource
import shutil
import sys
import tempfile
import time

KINDS = ["updates", "extends", "isDerivedFrom", "usesMethodIn", "usesDataFrom", "comparesWith"]


def field(paper_count, relations_per_paper, seed):
    """Papers (month, topic) in the order of their dates, and relations (citing, cited, kind)."""
    chance = random.Random(seed)
    months = sorted(chance.randrange(120) for _ in range(paper_count))
    papers = [(month, chance.randrange(5)) for month in months]
    of_topic = [[] for _ in range(5)]
    relations = {}
    for number, (_, topic) in enumerate(papers):
        wanted = min(number, relations_per_paper)
        tries = 0
        while wanted > 0 and tries < 20 * relations_per_paper:
            tries += 1
            back = 1 + int(chance.expovariate(1 / (0.05 * paper_count)))
            if chance.random() < 0.8 and of_topic[topic]:
                cited = of_topic[topic][max(0, len(of_topic[topic]) - back)]
            else:
                cited = max(0, number - back)
            if (number, cited) in relations:
                continue
            kind = chance.choice(KINDS) if chance.random() < 0.3 else "cites"
            relations[(number, cited)] = kind
            wanted -= 1
        of_topic[topic].append(number)
    return papers, [(citing, cited, kind) for (citing, cited), kind in relations.items()]


def write_corpus(path, papers, relations):
    """As a corpus file; JSON is YAML."""
    kinds_of = [{} for _ in papers]
    for citing, cited, kind in relations:
        kinds_of[citing].setdefault(kind, []).append(f"p-{cited}")
    with open(path, "w") as file:
        file.write(f"title: {len(papers)} papers\ndate: listed\ntopics:\n")
        for topic in range(5):
            file.write(f"  topic-{topic}: {{label: Topic {topic}}}\n")
        file.write("papers:\n")
        for number, (month, topic) in enumerate(papers):
            date = f"{2010 + month // 12}-{month % 12 + 1:02}"
            file.write(f"  - id: p-{number}\n    title: The paper number {number}\n    name: Paper {number}\n")
            file.write(f"    dates: {{listed: {date}}}\n    organizations: [Organization {number % 97}]\n")
            file.write(f"    topic: topic-{topic}\n")
            for kind, cited in kinds_of[number].items():
                file.write(f"    {kind}: {json.dumps(cited)}\n")


def write_dot(path, papers, relations):
    with open(path, "w") as file:
        file.write('digraph {\n  rankdir=LR;\n  node [shape=box, fixedsize=true, width=1.6, height=0.66];\n')
        for number in range(len(papers)):
            file.write(f'  p{number} [label="Paper {number}"];\n')
        for citing, cited, _ in relations:
            file.write(f"  p{cited} -> p{citing};\n")
        file.write("}\n")


def measured(command, seconds):
    """Seconds and megabytes, or None if it took too long."""
    start = time.monotonic()
    pid = os.fork()
    if pid == 0:
        with open(os.devnull, "w") as null:
            os.dup2(null.fileno(), 2)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        try:
            os.execvp(command[0], command)
        finally:
            os._exit(127)
    _, status, usage = os.wait4(pid, 0)
    took = time.monotonic() - start
    if os.WIFSIGNALED(status):
        return None
    if os.WEXITSTATUS(status) != 0:
        sys.exit(f"{' '.join(command)} failed with status {os.WEXITSTATUS(status)}")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return took, usage.ru_maxrss / unit


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lineage", default=".build/release/lineage")
    parser.add_argument("--sizes", default="100,500,1000,2000,5000,10000")
    parser.add_argument("--relations", type=int, default=5, help="relations a paper")
    parser.add_argument("--limit", type=int, default=300, help="seconds of processor time that dot may take")
    parser.add_argument("--without-dot", action="store_true")
    options = parser.parse_args()
    dot = None if options.without_dot else shutil.which("dot")
    print("| papers | relations | lineage | memory | SVG | dot | memory |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    has_given_up = False
    with tempfile.TemporaryDirectory() as folder:
        for size in map(int, options.sizes.split(",")):
            papers, relations = field(size, options.relations, size)
            corpus, graph = os.path.join(folder, "corpus.yaml"), os.path.join(folder, "graph.dot")
            picture, other = os.path.join(folder, "ours.svg"), os.path.join(folder, "dot.svg")
            write_corpus(corpus, papers, relations)
            write_dot(graph, papers, relations)
            ours = measured([options.lineage, "render", "--corpus", corpus, "--output", picture], 600)
            if ours is None:
                sys.exit("lineage took more than 600 seconds")
            cells = [f"{size:,}", f"{len(relations):,}", f"{ours[0]:.2f} s", f"{ours[1]:.0f} MB"]
            cells.append(f"{os.path.getsize(picture) / 1e6:.1f} MB")
            if dot is None:
                cells += ["not installed" if not options.without_dot else "–", ""]
            elif has_given_up:
                cells += [f"> {options.limit} s", ""]
            else:
                theirs = measured([dot, "-Tsvg", "-o", other, graph], options.limit)
                has_given_up = theirs is None
                cells += [f"> {options.limit} s", ""] if theirs is None else [f"{theirs[0]:.2f} s", f"{theirs[1]:.0f} MB"]
            print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
