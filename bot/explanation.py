"""Why a question was answered as it was, for maintainers: language, text, scores, signs, threshold."""

from bot.core.answering import THRESHOLDS, Decision
from bot.core.edition import Edition

_SHOWN = 5


def explained(decision: Decision, edition: Edition) -> str:
    """A decision in plain lines."""
    taken, ranking = decision.taken, decision.ranking
    lines = [
        f"language   {decision.reply.language} (read as {taken.reading})",
        f"normalised {taken.text}",
        f"mended     {ranking.mended}",
        f"signs      {', '.join(sorted(decision.noticed.signs)) or 'none'}",
        f"countries  {', '.join(sorted(decision.noticed.countries)) or 'none'}",
        f"decision   {type(decision.reply).__name__}: {decision.why}",
        "",
        "             p  " + "  ".join(f"{name:>15}" for name in ranking.views),
    ]
    places = {id: at for at, id in enumerate(edition.model.classes)}
    for match in ranking.matches[:_SHOWN]:
        scores = "  ".join(f"{view[places[match.id]]:>15.2f}" for view in ranking.views.values())
        entry = next((one for id, one in edition.knowledge.entries.items() if id == match.id), None)
        limit = f", direct from {THRESHOLDS[taken.reading].direct[entry.risk]} ({entry.risk})" if entry else ""
        barred = ", barred by a sign or country" if entry and decision.noticed.forbids(entry) else ""
        lines.append(f"         {match.score:.3f}  {scores}  {match.id}{limit}{barred}")
    return "\n".join(lines)
