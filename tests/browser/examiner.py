"""Somebody who runs axe on what they see."""

from tests.browser.people import Person
from tests.services.node import WEB

AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"

RUN = """async () => {
    const { passes, violations } = await axe.run(document, { resultTypes: ['violations'] });
    const findings = violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`));
    return { passed: passes.length, findings };
}"""

FEWEST_RULES = 10
"""Rules that apply to the plainest of our pages."""


class Examiner:
    """Runs axe on what somebody sees, and collects what it finds."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.findings: list[str] = []

    async def look_at(self, what: str) -> None:
        page = self.person.page
        if not await page.evaluate("'axe' in globalThis"):
            await page.add_script_tag(path=AXE)
        result = await page.evaluate(RUN)
        assert result["passed"] > FEWEST_RULES, f"axe did not look at {what}"
        self.findings += [f"{what}: {each}" for each in result["findings"]]
