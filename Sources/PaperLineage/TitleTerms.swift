/// The words of a title that say what a paper is about.
public enum TitleTerms {
  /// The fewest letters of a term.
  public static let minimumLength = 3

  /// The terms of a title, each once, in the order of the title.
  ///
  /// A title is split at everything that is no letter; marks on letters stay with them. Words are in lower case. Those
  /// of fewer than three letters and the common words of English are left out. There is no stemming: *model* and
  /// *models* are two terms. A run of Chinese characters, which has no blanks, is one term.
  /// - Complexity: O(*n*) for *n* characters.
  public static func terms(of title: String) -> [String] {
    var seen: Set<String> = []
    var terms: [String] = []
    for word in title.split(whereSeparator: { !$0.isLetter }) where word.count >= minimumLength {
      let term = word.lowercased()
      if !commonWords.contains(term), seen.insert(term).inserted { terms.append(term) }
    }
    return terms
  }

  /// Words of English titles that say nothing of the subject.
  static let commonWords: Set<String> = Set(
    """
    about above across after again against all along already also although among and another any are around because
    been before being below between beyond both but can cannot could did does doing done down due during each either
    else ever every few first for from further had has have having her here hers him his how into its itself just less
    like many may might more most much must near neither never nor not now off often once one only onto other others
    our ours out over own per rather same several shall she should since some still such than that the their theirs
    them then there these they this those though three through throughout thus too toward towards two under until upon
    use used using very via was well were what when where whether which while who whom whose why will with within
    without would yet you your
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
