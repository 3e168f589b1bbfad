"""The report as one file to open in a browser: no script, nothing fetched, a table beside every chart."""

from collections.abc import Iterable, Sequence
from html import escape

from bot.report.charts import bars, key
from bot.report.tables import Table
from bot.report.text import LEGEND
from bot.templating import shared

_STYLE = (
    shared("look.css")
    + """
section { margin: 2.5rem 0; }
.pair { display: flex; flex-wrap: wrap; gap: 1.5rem 2rem; align-items: flex-start; }
figure { flex: 0 1 auto; margin: 0; }
svg { max-width: 100%; height: auto; }
svg text { font: 12px system-ui, sans-serif; fill: var(--ink); dominant-baseline: central; }
svg .label { text-anchor: end; }
.series-0 { fill: var(--a); background: var(--a); }
.series-1 { fill: var(--b); background: var(--b); }
.series-2 { fill: var(--c); background: var(--c); }
.swatch { display: inline-block; width: 0.8em; height: 0.8em; }
th, td { padding: 0.2rem 0.6rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th:first-child { text-align: left; }
"""
)


def page(tables: Sequence[Table]) -> str:
    """The whole file, well-formed as XML too."""
    sections = "\n".join(_section(table, f"chart-{number}") for number, table in enumerate(tables, 1))
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<title>What was asked, by week</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>What was asked, by week</h1>
<p>{escape(LEGEND)}</p>
{sections}
</body>
</html>
"""


def _section(table: Table, name: str) -> str:
    return f"""<section>
<h2>{escape(table.title)}</h2>
<div class="pair">
<figure>{bars(table, name)}<figcaption>{key(table)}</figcaption></figure>
<div class="scroll" tabindex="0" role="region" aria-label="{escape(table.title)}: figures"><table>
<caption>{escape(table.note)}</caption>
<thead><tr>{_cells("th", table.heads, scope="col")}</tr></thead>
<tbody>
{"".join(_line(row.label, row.figures) for row in table.rows)}</tbody>
{_foot(table)}</table></div>
</div>
</section>"""


def _foot(table: Table) -> str:
    return f"<tfoot>\n{_line('give or take', table.give_or_take)}</tfoot>\n" if table.give_or_take else ""


def _line(label: str, figures: Iterable[object]) -> str:
    return f"<tr>{_cells('th', (label,), scope='row')}{_cells('td', figures)}</tr>\n"


def _cells(tag: str, texts: Iterable[object], scope: str = "") -> str:
    of = f' scope="{scope}"' if scope else ""
    return "".join(f"<{tag}{of}>{escape(str(text))}</{tag}>" for text in texts)
