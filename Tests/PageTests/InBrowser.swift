import Testing

/// What is tested in a real browser, one test after another: suites of it stand in extensions.
///
/// Without a browser the tests are skipped, unless `LINEAGE_REQUIRE_BROWSER=1` says that they must run.
@Suite(
  .serialized,
  .enabled(
    if: Browser.program != nil || Browser.isRequired,
    "no browser is installed: “make test-page” installs one, or $CHROMIUM names one"))
enum InBrowser {}
