#!/usr/bin/env python3
"""Makes lines of works as OpenAlex has them in its snapshot, and reads them with orjson.

  openalex_lines.py make FILE MEGABYTES [SEED]    writes works, about so many megabytes of them
  openalex_lines.py citations FILE MEGABYTES [SEED]
                                                  writes a table of citations as OpenCitations has it
  openalex_lines.py read FILE                     takes id, DOI, title, date and references of each work with orjson
  openalex_lines.py compare PROGRAM FOLDER [MEGABYTES …]
                                                  makes files in the folder, plain and packed, unless they are there; has
                                                  PROGRAM (benchmark-openalex) and orjson read each, on one core, by turns

The works are made up; their keys, and how much each key holds, are those of real ones. A seed gives the same bytes
always. Reading prints seconds, seconds of the processor, megabytes a second, the number of works and of references, and
the peak of memory. Comparing prints a table: the least of three runs, megabytes a second of processor time, which other
work on the machine disturbs least, the bytes counted unpacked.
"""
import gzip, json, os, random, resource, shutil, subprocess, sys, time

WORDS = ("the of and in to a for with on is by an analysis study effect model learning network method using data from "
         "based results performance patients cell treatment response quantum graph theory evaluation neural language "
         "large attention deep protein expression risk clinical temperature structure energy surface social "
         "Größe naïve résumé 量子 “quoted” α-synuclein CO₂").split()
COUNTRIES = ["US", "CN", "DE", "GB", "FR", "JP", "IN", "BR", "CA", "IT"]


def work(rng, number):
    def words(count): return rng.choices(WORDS, k=count)
    def entity(letter): return f"https://openalex.org/{letter}{rng.randint(10**7, 5 * 10**9)}"
    year = rng.randint(1950, 2024)
    abstract = {}
    for position, word in enumerate(words(rng.randint(0, 220))):
        abstract.setdefault(word + rng.choice(["", "", "", ",", "."]) + rng.choice(["", "s", "ed", "ing"]), []).append(position)
    title = " ".join(words(rng.randint(4, 18))).capitalize()
    identifier = f"https://openalex.org/W{2_000_000_000 + number}"
    doi = f"https://doi.org/10.{rng.randint(1000, 9999)}/j.{rng.randint(10**5, 10**8)}.{year}" if rng.random() < 0.8 else None
    institution = lambda: {"id": entity("I"), "display_name": "University of " + " ".join(words(2)), "type": "education",
                           "ror": f"https://ror.org/{rng.randint(10**8, 10**9)}", "country_code": rng.choice(COUNTRIES),
                           "lineage": [entity("I")]}
    source = {"id": entity("S"), "display_name": " ".join(words(4)), "issn_l": "1234-5678", "issn": ["1234-5678"],
              "is_oa": rng.random() < 0.5, "is_in_doaj": False, "host_organization": entity("P"),
              "host_organization_name": "Press", "host_organization_lineage": [entity("P")], "type": "journal"}
    location = {"is_oa": False, "landing_page_url": doi, "pdf_url": None, "source": source, "license": None,
                "version": None, "is_accepted": False, "is_published": False}
    # Half of them lead to works of the file.
    references = [f"https://openalex.org/W{2_000_000_000 + rng.randint(1, number)}" if rng.random() < 0.5 else entity("W")
                  for _ in range(min(400, int(rng.expovariate(1 / 30))))]
    return {
        "id": identifier, "doi": doi, "title": title, "display_name": title, "publication_year": year,
        "publication_date": f"{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
        "ids": {"openalex": identifier, "doi": doi, "mag": str(number)}, "language": "en", "primary_location": location,
        "type": "article", "type_crossref": "journal-article", "indexed_in": ["crossref"],
        "open_access": {"is_oa": False, "oa_status": "closed", "oa_url": None, "any_repository_has_fulltext": False},
        "authorships": [{
            "author_position": "middle", "author": {"id": entity("A"), "display_name": " ".join(words(2)), "orcid": None},
            "institutions": [institution() for _ in range(rng.randint(0, 2))], "countries": ["US"], "is_corresponding": False,
            "raw_author_name": " ".join(words(2)), "raw_affiliation_strings": ["Department of " + " ".join(words(6))]}
            for _ in range(rng.randint(1, 8))],
        "cited_by_count": rng.randint(0, 500), "is_retracted": False, "is_paratext": False,
        "biblio": {"volume": str(rng.randint(1, 99)), "issue": "2", "first_page": "11", "last_page": "20"},
        "topics": [{"id": entity("T"), "display_name": " ".join(words(3)), "score": rng.random()} for _ in range(3)],
        "concepts": [{"id": entity("C"), "wikidata": "https://www.wikidata.org/wiki/Q1", "display_name": words(1)[0],
                      "level": rng.randint(0, 4), "score": rng.random()} for _ in range(rng.randint(3, 15))],
        "mesh": [], "locations_count": 1, "locations": [location], "best_oa_location": None, "sustainable_development_goals": [],
        "grants": [], "referenced_works_count": len(references), "referenced_works": references,
        "related_works": [entity("W") for _ in range(10)], "abstract_inverted_index": abstract or None,
        "counts_by_year": [{"year": y, "cited_by_count": rng.randint(0, 50)} for y in range(2015, 2025)],
        "updated_date": "2024-05-31T06:34:16.527592", "created_date": "2016-06-24"}


def make(path, megabytes, seed=1):
    rng = random.Random(seed)
    size, number = 0, 0
    with open(path, "wb") as file:
        while size < megabytes * 10**6:
            number += 1
            line = json.dumps(work(rng, number), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            size += file.write(line)
    print(f"{number} works, {size} bytes", file=sys.stderr)


def citations(path, megabytes, seed=1):
    rng = random.Random(seed)
    size = number = 0
    def doi(paper): return f"10.{1000 + paper % 8999}/j.{paper * 7919 % 10**8}.{1950 + paper % 75}"
    with open(path, "wb") as file:
        size += file.write(b"oci,citing,cited,creation,timespan,journal_sc,author_sc\n")
        while size < megabytes * 10**6:
            number += 1
            citing = number // 30 + 2
            cited = rng.randint(1, citing - 1)
            date = f"{1950 + citing % 75}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
            row = f"0{citing}-0{cited},{doi(citing)},{doi(cited)},{date},P{rng.randint(0, 40)}Y{rng.randint(0, 11)}M,no,no\n"
            size += file.write(row.encode())
    print(f"{number} citations, {size} bytes", file=sys.stderr)


def read(path):
    import orjson
    start = time.perf_counter()
    count = references = size = 0
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        for line in file:
            size += len(line)
            work = orjson.loads(line)
            taken = (work["id"], work["doi"], work["title"], work["publication_date"], work["referenced_works"])
            count += 1
            references += len(taken[4])
    seconds = time.perf_counter() - start
    usage = resource.getrusage(resource.RUSAGE_SELF)
    peak = usage.ru_maxrss // 1024
    print(json.dumps({"reader": "orjson", "seconds": round(seconds, 3),
                      "processor": round(usage.ru_utime + usage.ru_stime, 3), "MB/s": round(size / 1e6 / seconds, 1),
                      "works": count, "references": references, "peak MB": peak}))


def compare(program, folder, sizes):
    os.makedirs(folder, exist_ok=True)
    # What reads on has a thread of its own; on one core it takes its turn.
    pinned = ["taskset", "-c", "0"] if shutil.which("taskset") else []
    def run(*command):
        return json.loads(subprocess.run(pinned + list(command), check=True, capture_output=True, text=True).stdout)
    script = [sys.executable, os.path.abspath(__file__), "read"]
    print("| file | lineage | orjson | times | peak, lineage | peak, orjson |\n|---|---|---|---|---|---|")
    for megabytes in sizes:
        plain = os.path.join(folder, f"works-{megabytes}.jsonl")
        if not os.path.exists(plain): make(plain, megabytes)
        packed = plain + ".gz"
        if not os.path.exists(packed):
            with open(plain, "rb") as source, gzip.GzipFile(packed, "wb", 6, mtime=0) as target:
                shutil.copyfileobj(source, target, 1 << 20)
        size = os.path.getsize(plain) / 1e6
        for path in (plain, packed):
            runs = [(run(program, "works", path, "1"), run(*script, path)) for _ in range(3)]
            ours, theirs = (min((pair[index] for pair in runs), key=lambda it: it["processor"]) for index in (0, 1))
            assert (ours["works"], ours["references"]) == (theirs["works"], theirs["references"]), (ours, theirs)
            rates = [size / it["processor"] for it in (ours, theirs)]
            print(f"| {os.path.basename(path)} | {rates[0]:.0f} MB/s | {rates[1]:.0f} MB/s | {rates[0] / rates[1]:.2f} "
                  f"| {ours['peak MB']} MB | {theirs['peak MB']} MB |", flush=True)
        table = os.path.join(folder, f"citations-{megabytes}.csv")
        if not os.path.exists(table): citations(table, megabytes)
        for path in (packed, table):
            graph = os.path.join(folder, "network.lgraph")
            command = [program, "network", path, graph]
            made = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            print(f"| {os.path.basename(path)} to a graph file of {os.path.getsize(graph) / 1e6:.0f} MB, all cores "
                  f"| {made['seconds']:.1f} s | – | – | {made['peak MB']} MB | – |", flush=True)


if __name__ == "__main__":
    writers = {"make": make, "citations": citations}
    if len(sys.argv) >= 4 and sys.argv[1] in writers:
        writers[sys.argv[1]](sys.argv[2], float(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    elif len(sys.argv) == 3 and sys.argv[1] == "read": read(sys.argv[2])
    elif len(sys.argv) >= 4 and sys.argv[1] == "compare":
        compare(sys.argv[2], sys.argv[3], [int(size) for size in sys.argv[4:]] or [10, 100, 1000])
    else: sys.exit(__doc__)
