#!/usr/bin/env python3
"""Exports a corpus in every format and reads each file by the tool it is for.

Counts and content (papers, relations, titles, years, kinds) are held against the corpus as `lineage export` writes it in
JSON. Ends with status 1 if anything differs, and with 2 if a tool is missing, which --allow-missing lets pass.

usage: check.py LINEAGE [--allow-missing] [CORPUS ...]
"""

import csv
import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

FORMATS = {
    "json": "c.json", "yaml": "c.yaml", "bibtex": "c.bib", "ris": "c.ris", "csl": "c.csl.json", "csv": "c.csv",
    "graphml": "c.graphml", "gexf": "c.gexf", "pajek": "c.net", "dot": "c.dot", "jgf": "c.jgf.json",
    "vosviewer": "c.vos.json", "cypher": "c.cypher", "neo4j": "n.csv", "turtle": "c.ttl", "mermaid": "c.mmd",
    "markdown": "c.md",
}
KINDS = ["updates", "extends", "isDerivedFrom", "usesMethodIn", "usesDataFrom", "comparesWith", "cites"]


class Corpus:
    """What the files must hold, from the corpus file in JSON."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            whole = json.load(file)
        papers = whole["papers"]
        self.ids = [paper["id"] for paper in papers]
        self.titles = {paper["id"]: spaced(paper["title"]) for paper in papers}
        self.names = {paper["id"]: spaced(paper.get("name", paper["title"])) for paper in papers}
        self.years = {}
        for paper in papers:
            dates = {role: date if isinstance(date, str) else date["date"] for role, date in paper.get("dates", {}).items()}
            if dates:
                self.years[paper["id"]] = int(dates.get(whole.get("date"), min(dates.values()))[:4])
        self.relations = []
        for paper in papers:
            for kind in KINDS:
                for cited in paper.get(kind, []):
                    self.relations.append((paper["id"], cited if isinstance(cited, str) else cited["paper"], kind))
        self.pairs = {frozenset(relation[:2]) for relation in self.relations}


def spaced(text):
    # What the writers turn into one blank.
    return " ".join(re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]", " ", text).split())


def same(what, found, expected):
    if found != expected:
        if isinstance(expected, (list, set, dict)):
            left = set(map(repr, expected)) - set(map(repr, found))
            right = set(map(repr, found)) - set(map(repr, expected))
            raise AssertionError(f"{what}: missing {sorted(left)[:3]}, not expected {sorted(right)[:3]}")
        raise AssertionError(f"{what}: {found!r}, not {expected!r}")


def triples(graph, node=lambda n: n, kind=lambda data: data.get("kind"), back=False):
    edges = [(node(a), node(b), kind(data)) for a, b, data in graph.edges(data=True)]
    return sorted((b, a, k) if back else (a, b, k) for a, b, k in edges)


def graph_of(corpus, graph, label, back=False, **keys):
    same("papers", sorted(graph.nodes), sorted(corpus.ids))
    same("relations", triples(graph, back=back, **keys), sorted(corpus.relations))
    same("titles", {node: label(data) for node, data in graph.nodes(data=True)}, corpus.titles)
    same("years", {node: data["year"] for node, data in graph.nodes(data=True) if "year" in data}, corpus.years)
    return f"{graph.number_of_nodes()} papers, {graph.number_of_edges()} relations"


def networkx_graphml(nx, corpus, folder):
    graph = nx.read_graphml(os.path.join(folder, "c.graphml"), force_multigraph=True)
    return graph_of(corpus, graph, lambda data: data["title"])


def networkx_gexf(nx, corpus, folder):
    graph = nx.read_gexf(os.path.join(folder, "c.gexf"))
    return graph_of(corpus, graph, lambda data: data["title"])


def networkx_pajek(nx, corpus, folder):
    graph = nx.read_pajek(os.path.join(folder, "c.net"))
    same("papers", graph.number_of_nodes(), len(corpus.ids))
    same("relations", graph.number_of_edges(), len(corpus.relations))
    with open(os.path.join(folder, "c.clu"), encoding="utf-8") as file:
        years = file.read().split("\n")[1:-1]
    same("years", [int(year) for year in years], [corpus.years.get(id, 0) for id in corpus.ids])
    return f"{graph.number_of_nodes()} papers, {graph.number_of_edges()} relations"


def igraph_graphml(igraph, corpus, folder):
    graph = igraph.Graph.Read_GraphML(os.path.join(folder, "c.graphml"))
    same("directed", graph.is_directed(), True)
    ids = graph.vs["id"]
    same("titles", dict(zip(ids, graph.vs["title"])), corpus.titles)
    same("years", {id: int(year) for id, year in zip(ids, graph.vs["year"]) if year == year}, corpus.years)
    found = sorted((ids[edge.source], ids[edge.target], edge["kind"]) for edge in graph.es)
    same("relations", found, sorted(corpus.relations))
    return f"{graph.vcount()} papers, {graph.ecount()} relations"


def igraph_pajek(igraph, corpus, folder):
    graph = igraph.Graph.Read_Pajek(os.path.join(folder, "c.net"))
    same("papers", graph.vcount(), len(corpus.ids))
    found = sorted((corpus.ids[edge.source], corpus.ids[edge.target]) for edge in graph.es)
    same("relations", found, sorted(relation[:2] for relation in corpus.relations))
    return f"{graph.vcount()} papers, {graph.ecount()} relations"


def graphviz(_, corpus, folder):
    # Graphviz's own reader says what it read; nothing is laid out.
    program = r'N{printf("%s\n",$.name)} E{printf("%s\t%s\t%s\n",$.head.name,$.tail.name,$.kind)}'
    run = subprocess.run(
        ["gvpr", program, os.path.join(folder, "c.dot")], capture_output=True, text=True, encoding="utf-8")
    same("status", run.returncode, 0)
    same("warnings", run.stderr, "")
    lines = [line.split("\t") for line in run.stdout.splitlines()]
    papers = [line[0] for line in lines if len(line) == 1]
    found = sorted(tuple(line) for line in lines if len(line) == 3)
    same("papers", sorted(papers), sorted(corpus.ids))
    same("relations", found, sorted(corpus.relations))
    return f"{len(papers)} papers, {len(found)} relations"


def pybtex(module, corpus, folder):
    entries = importlib.import_module("pybtex.database").parse_file(
        os.path.join(folder, "c.bib"), bib_format="bibtex").entries
    same("papers", list(entries), corpus.ids)
    cited = sorted(
        (key, other.strip(), kind) for key, entry in entries.items() for kind in KINDS if kind in entry.fields
        for other in entry.fields[kind].split(","))
    same("relations", cited, sorted(corpus.relations))
    latex = importlib.import_module("pybtex.richtext").Text.from_latex
    titles = {key: spaced(str(latex(entry.fields["title"]))) for key, entry in entries.items()}
    plain = {key: title for key, title in corpus.titles.items() if not re.search(r"[\\{}~^`'\-]", title)}
    same("titles", {key: titles[key] for key in plain}, plain)
    return f"{len(entries)} papers, {len(plain)} titles, {len(cited)} relations"


def rispy(module, corpus, folder):
    with open(os.path.join(folder, "c.ris"), encoding="utf-8") as file:
        records = module.load(file)
    same("titles", [record["title"] for record in records], [corpus.titles[id] for id in corpus.ids])
    same("ids", [record["id"] for record in records], corpus.ids)
    return f"{len(records)} papers"


def rdflib(module, corpus, folder):
    graph = module.Graph().parse(os.path.join(folder, "c.ttl"), format="turtle", publicID="http://example.org/c")
    dcterms, cito = module.Namespace("http://purl.org/dc/terms/"), module.Namespace("http://purl.org/spar/cito/")
    papers = {subject: str(title) for subject, title in graph.subject_objects(dcterms.title)}
    key = {subject: urllib.parse.unquote(str(subject).split("#", 1)[1]) for subject in papers}
    same("titles", {key[subject]: title for subject, title in papers.items()}, corpus.titles)
    terms = {kind: kind for kind in KINDS}
    terms.update(isDerivedFrom="citesAsSourceDocument", comparesWith="discusses")
    found = [(key[a], key[b], kind) for kind, term in terms.items() for a, b in graph.subject_objects(cito[term])]
    same("relations", sorted(found), sorted(corpus.relations))
    wrong = [literal for literal in graph.objects() if isinstance(literal, module.Literal) and literal.ill_typed]
    same("ill-typed literals", wrong, [])
    return f"{len(papers)} papers, {len(found)} relations, {len(graph)} statements"


def python_json(_, corpus, folder):
    def load(name):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            return json.load(file)

    same("CSL-JSON", [item["id"] for item in load("c.csl.json")], corpus.ids)
    graph = load("c.jgf.json")["graph"]
    same("JGF titles", {id: node["metadata"]["title"] for id, node in graph["nodes"].items()}, corpus.titles)
    found = [(edge["source"], edge["target"], edge["relation"]) for edge in graph["edges"]]
    same("JGF relations", found, [relation for relation in found if relation in set(corpus.relations)])
    same("JGF relations", len(found), len(corpus.relations))
    network = load("c.vos.json")["network"]
    same("VOSviewer items", [item["label"] for item in network["items"]], [corpus.names[id] for id in corpus.ids])
    years = [item.get("scores", {}).get("Pub. year") for item in network["items"]]
    same("VOSviewer years", years, [corpus.years.get(id) for id in corpus.ids])
    same("VOSviewer links", len(network["links"]), len(corpus.pairs))
    known = {item["id"] for item in network["items"]}
    same("VOSviewer ends", {link[end] for link in network["links"] for end in ("source_id", "target_id")} - known, set())
    return f"{len(corpus.ids)} papers, {len(found)} relations"


def python_csv(_, corpus, folder):
    def rows(name):
        with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, strict=True))

    def unguarded(text):
        return text[1:] if re.match("'+[=+\\-@＝＋－＠]", text) else text

    papers, relations = rows("c-papers.csv"), rows("c-relations.csv")
    same("titles", {row["id"]: unguarded(row["title"]) for row in papers}, corpus.titles)
    same("years", {row["id"]: int(row["date"][:4]) for row in papers if row["date"]}, corpus.years)
    found = sorted((row["citing"], row["cited"], row["kind"]) for row in relations)
    same("relations", found, sorted(corpus.relations))
    same("widths", {None in row or None in row.values() for row in papers + relations} - {False}, set())
    nodes, edges = rows("n-papers.csv"), rows("n-relations.csv")
    same("Neo4j titles", {row["id:ID"]: row["title"] for row in nodes}, corpus.titles)
    same("Neo4j relations", len(edges), len(corpus.relations))
    return f"{len(papers)} papers, {len(found)} relations"


# The tool, the module that it is, and what it is asked.
CHECKS = [
    ("networkx, GraphML", "networkx", networkx_graphml), ("networkx, GEXF", "networkx", networkx_gexf),
    ("networkx, Pajek", "networkx", networkx_pajek), ("igraph, GraphML", "igraph", igraph_graphml),
    ("igraph, Pajek", "igraph", igraph_pajek), ("Graphviz, DOT", "gvpr", graphviz), ("pybtex, BibTeX", "pybtex", pybtex),
    ("rispy, RIS", "rispy", rispy), ("rdflib, Turtle", "rdflib", rdflib), ("json, three formats", "json", python_json),
    ("csv, two formats", "csv", python_csv),
]


def tool(name):
    """The module, True for a program that is there, None if there is neither."""
    if name == "gvpr":
        return True if shutil.which("gvpr") else None
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--allow-missing"]
    if not arguments:
        sys.exit(__doc__)
    lineage, corpora = arguments[0], arguments[1:] or [None]
    missing, failed = set(), 0
    for corpus_path in corpora:
        print(f"{corpus_path or 'the bundled corpus'}:")
        with tempfile.TemporaryDirectory() as folder:
            for name, file in FORMATS.items():
                command = [lineage, "export", "--format", name, "--output", os.path.join(folder, file)]
                subprocess.run(
                    command + (["--corpus", corpus_path] if corpus_path else []), check=True, capture_output=True)
            corpus = Corpus(os.path.join(folder, "c.json"))
            for name, module_name, check in CHECKS:
                module = tool(module_name)
                if module is None:
                    missing.add(module_name)
                    print(f"  MISSING  {name}: {module_name} is not installed")
                    continue
                try:
                    print(f"  read     {name}: {check(module, corpus, folder)}")
                except Exception as error:  # what a tool throws is its own matter
                    failed += 1
                    print(f"  FAILED   {name}: {type(error).__name__}: {str(error)[:400]}")
    if failed:
        sys.exit(1)
    if missing and "--allow-missing" not in sys.argv:
        sys.exit(2)


main()
