import PaperLineage

extension Picture {
  /// What a picture says beside its cards, in one language, before it is cut and broken to fit.
  struct Wording: Sendable {
    /// The heading in full.
    var heading: String
    /// The paragraphs of the caption.
    var notes: [String]
    /// What the axis says, by column.
    var columns: [String]
    /// The names of the lanes.
    var lanes: [String]
    /// The names of the topics in the key.
    var topics: [String] = []
  }

  /// Changes what is said in each language but that of the drawing.
  mutating func reword(_ change: (Language, inout Wording) -> Void) {
    for language in Language.allCases {
      guard var wording = wordings[language] else { continue }
      change(language, &wording)
      wordings[language] = wording
    }
  }

  /// The labels in a language. Nothing is placed anew: what stands elsewhere in that language is left where it is.
  ///
  /// - Complexity: O(*n*) for *n* labels.
  func labels(in language: Language) -> [PictureLabel] {
    guard language != self.language, let wording = wordings[language] else { return labels() }
    let inner = width - 2 * PictureMetrics.margin
    var picture = self
    picture.language = language
    picture.title = TextMeasure.truncated(wording.heading, to: inner, size: PictureMetrics.titleSize, isBold: true)
    picture.caption = wording.notes.flatMap { TextMeasure.wrapped($0, to: inner, size: PictureMetrics.captionSize) }
    for (index, label) in zip(picture.columns.indices, wording.columns) { picture.columns[index].label = label }
    for (index, label) in zip(picture.lanes.indices, wording.lanes) { picture.lanes[index].label = label }
    for (index, label) in zip(picture.topicKey.indices, wording.topics) { picture.topicKey[index].label = label }
    return picture.labels()
  }
}
