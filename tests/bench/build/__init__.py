"""How long builds take, beside MkDocs, Hugo and Zensical on the same pages, in one run.

    python -m tests.bench.build --documents 500 --runs 3
    python -m tests.bench.build --documents 200 --only ours,mkdocs
    python -m tests.bench.build --growth 1000,10000

Ours reads, links and indexes the papers too; the others are given the Markdown that came of it. What cannot be measured
has a row that says why.
"""
