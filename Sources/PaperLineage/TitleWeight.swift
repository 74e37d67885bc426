/// How much a title tells of which work it is of.
package enum TitleWeight {
  /// Whether a title is that of one work, as far as anybody can know: it is long, or in a script of few letters a word,
  /// and no heading that every journal has.
  ///
  /// - Parameter key: The title as ``NameKey`` reduces it.
  package static func isTelling(_ key: String) -> Bool {
    let isLong = key.unicodeScalars.count >= 16 || key.unicodeScalars.contains { $0.value > 0x2E7F }
    return isLong && !isHeading(key)
  }

  /// Whether a title is a heading under which many works stand: “Editorial”, “Letter to the Editor”.
  ///
  /// - Parameter key: The title as ``NameKey`` reduces it.
  package static func isHeading(_ key: String) -> Bool { headings.contains(key) }

  private static let headings: Set<String> = [
    "abstract", "abstracts", "acknowledgement", "acknowledgements", "acknowledgment", "acknowledgments", "addendum",
    "afterword", "announcement", "announcements", "appendix", "authorcorrection", "authorindex", "authorreply",
    "authorresponse", "authorsreply", "authorsresponse", "backmatter", "bibliography", "bookreview", "bookreviews",
    "callforpapers", "closingremarks", "comment", "commentary", "comments", "conclusion", "conclusions",
    "conferenceabstracts", "contents", "contributors", "correction", "corrections", "correspondence", "corrigenda",
    "corrigendum", "discussion", "editorial", "editorialboard", "editorialcomment", "editorialcommentary",
    "editorialintroduction", "editorialnote", "editorialpreface", "editornote", "editorschoice", "editorsforeword",
    "editorsintroduction", "editorsnote", "editorspreface", "epilogue", "errata", "erratum", "foreword",
    "frontmatter", "fromtheeditor", "fromtheeditors", "guesteditorial", "guesteditorsforeword",
    "guesteditorsintroduction", "guesteditorspreface", "index", "inmemoriam", "inreply", "instructionsforauthors",
    "interview", "inthisissue", "introduction", "introductiontothesection", "introductiontothespecialissue",
    "introductiontothespecialsection", "introductiontothisissue", "introductiontothisspecialissue", "keynote",
    "keynoteaddress", "letter", "letters", "letterstotheeditor", "lettertotheeditor", "listofreviewers",
    "meetingabstracts", "messagefromtheeditor", "messagefromthechairs", "messagefromthegeneralchairs",
    "messagefromtheprogramchairs", "news", "newsandnotes", "newsandviews", "notavailable", "notitle",
    "notitleavailable", "obituaries", "obituary", "openingremarks", "overview", "panel", "perspective",
    "perspectives", "posterabstracts", "preface", "proceedings", "program", "programme", "prologue",
    "publisherscorrection", "publishercorrection", "publishersnote", "references", "rejoinder", "reply",
    "replybytheauthor", "replybytheauthors", "response", "retraction", "retractionnotice", "review", "reviewers",
    "reviews", "specialissue", "specialissueeditorial", "subjectindex", "summary", "tableofcontents",
    "thankstoreviewers", "thankyoutoourreviewers", "titlepage", "tutorial", "untitled", "viewpoint", "welcome",
    "welcomemessage", "wordfromtheeditor", "workshop",
    "editoriale", "avantpropos", "vorwort", "einleitung", "geleitwort", "presentacion", "editorialnota",
    "书评", "书讯", "前言", "卷首语", "后记", "导言", "序", "序言", "引言", "征稿启事", "更正", "目录", "社论", "结语", "绪论", "编者按",
    "编者的话", "致谢", "通知", "勘误", "はじめに", "巻頭言", "編集後記",
  ]
}
