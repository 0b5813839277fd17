#!/usr/bin/env python3
# What would ten copies have cost a library that day? Reads the comparison as a table, and asks one question of the graph.
# Standard library only: python3 examples/python/compare.py [http://127.0.0.1:4000]
import csv
import io
import json
import sys
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

SITE = sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://127.0.0.1:4000"
DAY = "2019-11-15"


def comparison(publishers: list[str], copies: int) -> list[dict[str, str]]:
    """One row for each publisher and kind of license: the answer of compareLending as a table."""
    scenario = {"copies": copies, "holds": 100, "checkoutsPerYear": 12, "years": 6, "loanDays": 14, "reader": 100}
    question = {"publisherIds": publishers, "on": DAY, "format": "EBOOK", "scenario": scenario}
    with urlopen(f"{SITE}/exports/comparison.csv?{urlencode({'input': json.dumps(question)})}", timeout=30) as answer:
        return list(csv.DictReader(io.StringIO(answer.read().decode("utf-8-sig"))))


def ask(query: str, **variables: object) -> dict:
    """The data of an answer. Exits with the message and code of an error."""
    body = json.dumps({"query": query, "variables": variables}).encode()
    try:
        with urlopen(Request(f"{SITE}/graphql", body, {"content-type": "application/json"}), timeout=30) as sent:
            answer = json.load(sent)
    except HTTPError as refused:
        answer = json.load(refused)
    for error in answer.get("errors", []):
        sys.exit(f"{error['extensions']['code']}: {error['message']}")
    return answer["data"]


for row in comparison(["macmillan", "hachette", "harpercollins"], 10):
    # An empty cell says that nobody can know; the column beside it says why.
    print(row["label"], row["totalCost"] or row["unavailable"], row["currency"], sep=" | ")

QUERY = """query Count($id: ID!) { petition(id: $id) { title totalCount goal } }"""
petition = ask(QUERY, id="fair-ebook-terms")["petition"]
print(f"{petition['title']}: {petition['totalCount']} of {petition['goal']} signatures")
