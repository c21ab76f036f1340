"""One window through which every page is looked at, with and without JavaScript."""


class Looker:
    """A window on the furnished service, as somebody by name.

    Without JavaScript a page is read as it was served. Scripts are let run again before axe
    looks, which is a script itself; those of the page were never begun.
    """

    def __init__(self, page, served):
        page.set_default_timeout(30_000)
        self.page, self.served, self.faults = page, served, []
        self._browser = page.context.new_cdp_session(page)

    def begin_again(self):
        self.faults.clear()
        self.let_scripts_run(True)

    def let_scripts_run(self, may):
        self._browser.send("Emulation.setScriptExecutionDisabled", {"value": not may})

    def become(self, who):
        self.page.context.clear_cookies()
        if who:
            self.page.context.add_cookies([self.served.cookie(who)])

    def resize(self, width):
        self.page.set_viewport_size({"width": width, "height": 900})
