import PaperLineage

/// Dates as bibliographies write them. What is not understood is left out, never guessed: a season, a quarter, a week or a
/// range of months leaves the year, a range of days the month, and the number of a volume or an issue is no part of a date.
enum LooseDate {
  /// Reads a date: `2019 Jan 15`, `2012/05/16/`, `23-25 Sept. 2008`, `2019 Jan-Feb`, `2019 Spring`, `2004-03-03/2005-08-09`,
  /// `1565?`, `circa 1850`, `JUL 18 2023`. Of a range, the first date counts.
  ///
  /// - Returns: `nil` if there is no year of four digits from 1000 on.
  /// - Complexity: O(*n*) for *n* characters.
  static func read(_ text: String) -> PublicationDate? {
    // Nobody needs more to write a date.
    let words = words(of: text.utf8.count <= 500 ? firstOfRange(text) : String(text.prefix(100)))
    guard let yearIndex = words.firstIndex(where: isYear), case .number(let year, _) = words[yearIndex] else {
      return nil
    }
    // A range of years, or of whole dates: the first one counts, whatever stands behind it.
    let end = words.indices.dropFirst(yearIndex + 1).first { isYear(words[$0]) } ?? words.endIndex
    let before = words[..<yearIndex]
    let after = words[(yearIndex + 1)..<end]
    let others = Array(before + after)
    var months = others.compactMap { if case .month(let month) = $0 { month } else { nil } }
    var numbers = others.compactMap { word -> Int? in if case .number(let number, _) = word { number } else { nil } }
    if others.contains(.season) { return PublicationDate(year: year) }
    if months.isEmpty {
      // Numbers alone are read from the year on; before it, only if they can be read in one way.
      if !after.isEmpty {
        numbers = after.compactMap { if case .number(let number, _) = $0 { number } else { nil } }
        guard let month = numbers.first, 1...12 ~= month else { return PublicationDate(year: year) }
        months = [month]
        numbers.removeFirst()
      } else if numbers.count == 1, 1...12 ~= numbers[0] {
        months = numbers
        numbers = []
      } else if numbers.count == 2 {
        // 16/05/2012 can only be May; 05/06/2012 is two dates in two countries.
        let (first, second) = (numbers[0], numbers[1])
        if first > 12, 1...12 ~= second {
          (months, numbers) = ([second], [first])
        } else if second > 12, 1...12 ~= first {
          (months, numbers) = ([first], [second])
        } else if first == second {
          (months, numbers) = ([first], [second])
        } else {
          return PublicationDate(year: year)
        }
      }
    }
    guard let month = months.first, Set(months).count == 1 else { return PublicationDate(year: year) }
    let day = numbers.count == 1 ? numbers[0] : nil
    return day.flatMap { PublicationDate(year: year, month: month, day: $0) } ?? PublicationDate(
      year: year, month: month)
      ?? PublicationDate(year: year)
  }

  /// The first of two whole dates with a stroke between them, in whichever order their parts stand; else the text.
  private static func firstOfRange(_ text: String) -> String {
    let sides = text.split(separator: "/", omittingEmptySubsequences: false)
    guard sides.count == 2, sides.allSatisfy({ words(of: String($0)).contains(where: isYear) }) else { return text }
    return String(sides[0])
  }

  /// Whether a text that names a month names two by their numbers: `5--6`.
  static func isRangeOfMonths(_ text: String) -> Bool {
    let numbers = text.split { !$0.isNumber }
    let between = text.filter { !$0.isNumber && !$0.isWhitespace }
    return numbers.count == 2 && numbers.allSatisfy { Int($0).map { 1...12 ~= $0 } == true }
      && ["-", "--", "–", "/"].contains(between)
  }

  /// Whether a date says all that its text does: that of a range or a season says enough, and so does none at all of a
  /// text such as `n.d.`, `in press` or `0000-00-00`. The number of an issue or a supplement is no part of a date.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  static func isUsedUp(_ text: String, by date: PublicationDate?) -> Bool {
    let text = text.utf8.count <= 500 ? text : String(text.prefix(100))
    guard let date else {
      return text.split { !$0.isLetter && !$0.isNumber }.allSatisfy { word in
        word.allSatisfy { $0.wholeNumberValue == 0 } || undated.contains(word.lowercased())
      }
    }
    let words = words(of: text)
    guard date.day == nil,
      let yearIndex = words.firstIndex(where: { isYear($0) && number(of: $0) == date.year })
    else { return true }
    let end = words.indices.dropFirst(yearIndex + 1).first { isYear(words[$0]) } ?? words.endIndex
    let others = words[..<yearIndex] + words[(yearIndex + 1)..<end]
    let months = Set(others.compactMap { if case .month(let month) = $0 { month } else { nil } })
    var numbers = others.compactMap(number(of:))
    if others.contains(.season) || months.count > 1 || numbers.allSatisfy({ $0 == 0 }) { return true }
    guard let month = date.month else {
      // 1987/88 is a range, and 2003-24 a season of ISO 8601-2.
      guard numbers.count == 1, yearIndex == 0 else { return false }
      return 20...41 ~= numbers[0] || date.year % 100 < numbers[0] && numbers[0] < 100
    }
    if months.isEmpty, let index = numbers.firstIndex(of: month) { numbers.remove(at: index) }
    // Two days are a range; one alone would be in the date if there were such a day.
    return numbers.allSatisfy { $0 == 0 } || numbers.count > 1 && numbers.allSatisfy { 1...31 ~= $0 }
  }

  /// Whether a text that should name a month says anything, be it a range or a season.
  static func isMonthText(_ text: String) -> Bool { !words(of: text).isEmpty || isUsedUp(text, by: nil) }

  /// Words for what has no date.
  private static let undated: Set<String> = [
    "n", "d", "nd", "s", "sd", "no", "date", "in", "press", "im", "druck", "forthcoming", "to", "appear", "be",
    "published", "submitted", "accepted", "under", "review", "preparation", "undated", "unpublished", "unknown", "none",
    "null", "nan", "na", "a", "tbd", "tba", "ongoing", "present", "print", "preprint", "draft", "manuscript", "for",
    "publication", "ahead", "of", "advance", "online", "early", "access", "undefined", "erscheint", "work", "progress",
  ]

  /// Reads a date from a year and a month that stand apart, the month as a number or a name.
  static func read(year: String, month: String?, day: String? = nil) -> PublicationDate? {
    read([year, month, day].compactMap { $0 }.joined(separator: " "))
  }

  /// The number of a month by its English, German, French, Spanish, Italian, Portuguese or Dutch name or its beginning.
  static func month(_ word: some StringProtocol) -> Int? {
    let name = NameKey(String(word)).text
    guard name.count >= 3, !name.contains(where: \.isNumber) else { return nil }
    let starts = [
      ["jan", "ene", "gen"], ["feb", "fev"], ["mar", "maer", "mrt", "maa"], ["apr", "avr", "abr"],
      ["may", "mai", "mei", "mag"],
      ["jun", "juin", "giu"], ["jul", "juil", "lug"], ["aug", "aou", "ago"], ["sep", "set"],
      ["oct", "okt", "oto", "ott", "out"],
      ["nov"], ["dec", "dez", "dic"],
    ]
    let names: Set<String> = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
      "december", "sept", "januar", "februar", "marz", "mai", "juni", "juli", "oktober", "dezember", "janvier",
      "fevrier", "mars", "avril", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre", "enero",
      "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
      "diciembre", "gennaio", "febbraio", "aprile", "maggio", "giugno", "luglio", "settembre", "ottobre", "dicembre",
      "janeiro", "fevereiro", "marco", "maio", "junho", "julho", "setembro", "outubro", "novembro", "dezembro",
      "januari", "februari", "maart", "mei", "augustus",
    ]
    guard name.count == 3 || name == "juin" || name == "juil" || name == "sept" || names.contains(name) else {
      return nil
    }
    return starts.firstIndex { $0.contains { name.hasPrefix($0) } }.map { $0 + 1 }
  }

  private enum Word: Equatable {
    /// A number and how many digits it has.
    case number(Int, digits: Int)
    case month(Int)
    /// A season, a quarter, or another part of a year that is no month.
    case season
    /// The number of an issue or the like, with the word for it.
    case count
  }

  private static func number(of word: Word) -> Int? {
    if case .number(let number, _) = word { number } else { nil }
  }

  private static func isYear(_ word: Word) -> Bool {
    if case .number(let number, let digits) = word { digits == 4 && number >= 1000 } else { false }
  }

  private static let seasons: Set<String> = [
    "spring", "summer", "autumn", "fall", "winter", "fruhling", "fruhjahr", "sommer", "herbst", "printemps", "ete",
    "automne", "hiver", "primavera", "verano", "otono", "invierno", "easter", "christmas", "quarter", "quarters", "qtr",
    "quartal", "trimestre", "trimester", "half", "halbjahr", "semester", "semestre", "week", "weeks",
    "woche", "kw", "semaine", "semana",
  ]
  /// Letters that stand for them beside a number: `Q1`, `1H`, `W05`.
  private static let lettersOfSeasons: Set<String> = ["q", "h", "w"]
  /// Words for what the number behind them counts.
  private static let counted: Set<String> = [
    "no", "nr", "num", "number", "numero", "issue", "iss", "vol", "volume", "band", "bd", "heft", "tome", "ausgabe",
    "fasc", "suppl", "supplement", "part", "pt", "article", "art", "v", "session", "chapter", "page", "p", "pp",
    "series",
  ]
  /// Words for what the number before them counts.
  private static let ordinals: Set<String> = ["ed", "edn", "edition", "auflage", "issue"]

  /// Numbers, months and seasons of a text, in order; the time behind a date is dropped.
  private static func words(of text: String) -> [Word] {
    var words: [Word] = []
    var isCountNext = false
    // A time of day: what stands behind a T between digits, or digits around a colon.
    let isWordCharacter: (Character) -> Bool = { $0.isLetter || $0.isNumber || $0 == ":" }
    for part in text.split(whereSeparator: { !isWordCharacter($0) }) {
      if part.contains(":"), part.contains(where: \.isNumber) {
        // 2004-04-25T14:34:00: the day stands before the T.
        let head = part.prefix { $0.isNumber }
        if part.dropFirst(head.count).first == "T", let number = number(head) {
          words.append(.number(number, digits: head.count))
        }
        continue
      }
      // 2004-04-25T14: an hour without minutes.
      let head = part.prefix { $0.isNumber }
      if let mark = part.dropFirst(head.count).first, mark == "T", let day = number(head),
        1...2 ~= part.dropFirst(head.count + 1).count, part.dropFirst(head.count + 1).allSatisfy(\.isNumber)
      {
        words.append(.number(day, digits: head.count))
        continue
      }
      // `12th`, `Jan2019`, `2025年07月`
      var rest = part[...]
      while let first = rest.first {
        let run = first.isNumber ? rest.prefix { $0.isNumber } : rest.prefix { !$0.isNumber }
        let isBesideNumber = run.count < part.count
        rest = rest.dropFirst(run.count)
        guard !first.isNumber else {
          if let number = number(run) {
            let isCounted = isCountNext && run.count < 4
            words.append(isCounted ? .count : .number(number, digits: run.count))
          }
          isCountNext = false
          continue
        }
        let name = NameKey(String(run)).text
        isCountNext = counted.contains(name)
        if let month = month(run) {
          words.append(.month(month))
        } else if seasons.contains(name) || (isBesideNumber && lettersOfSeasons.contains(name)) {
          words.append(.season)
        } else if ordinals.contains(name), case .number(_, let digits)? = words.last, digits < 4 {
          words[words.count - 1] = .count
        }
      }
    }
    return words
  }

  /// Digits of any script as a number.
  private static func number(_ digits: some StringProtocol) -> Int? {
    guard digits.count <= 9 else { return nil }
    return digits.reduce(into: Int?.some(0)) { number, digit in
      number = number.flatMap { sum in digit.wholeNumberValue.map { sum * 10 + $0 } }
    }
  }
}
