import Foundation

/// Text with LaTeX in it as plain text: accents, letters, dashes and quotation marks become Unicode, commands that only
/// say how it looks are taken off, mathematics stays readable.
enum LaTeXText {
  /// Makes plain text. What is no LaTeX that is known stays as it is.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  static func plain(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "\\") || "{}~$-`'".utf8.contains($0) }) else {
      return text.spaced
    }
    var reader = Reader(scalars: Array(text.unicodeScalars))
    reader.read(until: nil, depth: 0)
    return String(String.UnicodeScalarView(reader.output)).precomposedStringWithCanonicalMapping.spaced
  }

  private struct Reader {
    let scalars: [Unicode.Scalar]
    var position = 0
    var output: [Unicode.Scalar] = []
    /// Deeper than people write; more braces are taken off without being looked into.
    private static let maximumDepth = 64
    /// More signs than that in one index are left as they are.
    private static let longestScript = 64

    init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    mutating func read(until end: Unicode.Scalar?, depth: Int) {
      while position < scalars.count {
        let scalar = scalars[position]
        position += 1
        if scalar == end { return }
        switch scalar {
        case "\\": command(depth)
        case "{":
          if depth < Self.maximumDepth { read(until: "}", depth: depth + 1) }
        case "}": break
        case "~": output.append(" ")
        case "$": mathematics(depth)
        case "-":
          var count = 1
          while count < 3, position < scalars.count, scalars[position] == "-" {
            position += 1
            count += 1
          }
          output.append(count == 1 ? "-" : count == 2 ? "–" : "—")
        case "`":
          if position < scalars.count, scalars[position] == "`" {
            position += 1
            output.append("“")
          } else {
            output.append("‘")
          }
        case "'":
          if position < scalars.count, scalars[position] == "'" {
            position += 1
            output.append("”")
          } else {
            output.append("'")
          }
        default: output.append(scalar)
        }
      }
    }

    /// Between dollar signs letters stay as they are, and commands for signs become the signs.
    private mutating func mathematics(_ depth: Int) {
      let isDisplayed = position < scalars.count && scalars[position] == "$"
      if isDisplayed { position += 1 }
      guard scalars[position...].contains("$") else {
        output.append("$")
        return
      }
      while position < scalars.count, scalars[position] != "$" {
        let scalar = scalars[position]
        position += 1
        switch scalar {
        case "\\": command(depth)
        case "{", "}": break
        case "^", "_":
          let isRaised = scalar == "^"
          if let small = script(isRaised) { output += small } else { output.append(scalar) }
        default: output.append(scalar)
        }
      }
      position += 1
      if isDisplayed, position < scalars.count, scalars[position] == "$" { position += 1 }
    }

    /// A raised or lowered digit or sign, alone or in braces, if Unicode has it small.
    private mutating func script(_ isRaised: Bool) -> [Unicode.Scalar]? {
      var index = position
      var content: [Unicode.Scalar] = []
      if index < scalars.count, scalars[index] == "{" {
        guard let end = scriptInBraces(from: index, into: &content) else { return nil }
        index = end
      } else if index < scalars.count {
        content = [scalars[index]]
        index += 1
      }
      let table = isRaised ? LaTeXTables.raised : LaTeXTables.lowered
      let small = content.compactMap { table[$0] }
      guard !content.isEmpty, small.count == content.count else { return nil }
      position = index
      return small
    }

    /// What is between braces, those within and commands for a look taken off; where it ends, unless it is more than
    /// small letters are for.
    private func scriptInBraces(from start: Int, into content: inout [Unicode.Scalar]) -> Int? {
      var index = start
      var depth = 0
      while index < scalars.count, index - start < 4 * Self.longestScript, content.count < Self.longestScript {
        let scalar = scalars[index]
        index += 1
        switch scalar {
        case "{": depth += 1
        case "}":
          depth -= 1
          if depth == 0 { return index }
        case "\\":
          var name = ""
          while index < scalars.count, scalars[index].isLetter, name.utf8.count < 20 {
            name.unicodeScalars.append(scalars[index])
            index += 1
          }
          // A blank behind a word of a command only ends it.
          while index < scalars.count, scalars[index] == " " { index += 1 }
          if name == "circ" {
            content.append("∘")
          } else if !LaTeXTables.looks.contains(name) {
            return nil
          }
        default: content.append(scalar)
        }
      }
      return nil
    }

    private mutating func command(_ depth: Int) {
      guard position < scalars.count else { return }
      let first = scalars[position]
      position += 1
      guard first.isLetter else {
        if let mark = LaTeXTables.accents[String(first)] {
          let start = output.count
          accent(mark, depth)
          // `\~{}` is how a tilde is written.
          if output.count == start, first == "~" || first == "^" { output.append(first) }
          return
        }
        switch first {
        case "\\": output.append(" ")
        case "-", "/", "(", ")", "[", "]": break
        case ",", ";", ":", "!", " ", "\n", "\t": output.append(" ")
        default: output.append(first)
        }
        return
      }
      var name = String(first)
      while position < scalars.count, scalars[position].isLetter {
        name.unicodeScalars.append(scalars[position])
        position += 1
      }
      // A blank behind a word of a command only ends it.
      let blank = position
      skipBlanks()
      if let letter = LaTeXTables.letters[name] {
        output += Array(letter.unicodeScalars)
        // `\ss{}`
        if position + 1 < scalars.count, scalars[position] == "{", scalars[position + 1] == "}" { position += 2 }
        return
      }
      if let mark = LaTeXTables.accents[name] { return accent(mark, depth) }
      switch name {
      case "url", "href", "path", "nolinkurl":
        if name == "href" { skipArgument() }
      case "char", "symbol", "unichar": character()
      case "textsuperscript", "textsubscript":
        // What has no small letters stays as it is: `1\textsuperscript{st}`.
        if position < scalars.count, scalars[position] == "{", let small = script(name == "textsuperscript") {
          output += small
        }
      case "footnote", "thanks", "cite", "citep", "citet", "label", "ref", "index", "vspace", "hspace", "textcolor",
        "color", "foreignlanguage", "selectlanguage", "fontsize", "kern", "hskip":
        skipArgument()
      case "begin", "end": skipArgument()
      case _ where LaTeXTables.fractions.contains(name) && depth < Self.maximumDepth && isAtBrace:
        position += 1
        read(until: "}", depth: depth + 1)
        if isAtBrace { output.append("/") }
      case "newline", "par", "quad", "qquad", "space": output.append(" ")
      case "TeX": output += Array("TeX".unicodeScalars)
      default:
        // A command for a look, or one nobody knows: what it is about stays.
        if position < scalars.count, scalars[position] == "{" { return }
        if position < scalars.count, scalars[position] == "\\", LaTeXTables.looks.contains(name) { return }
        if blank < position, LaTeXTables.looks.contains(name) { return }
        if !LaTeXTables.looks.contains(name) {
          output.append("\\")
          output += Array(name.unicodeScalars)
          position = blank
        }
      }
    }

    private var isAtBrace: Bool { position < scalars.count && scalars[position] == "{" }

    private mutating func skipBlanks() {
      while position < scalars.count, scalars[position].properties.isWhitespace { position += 1 }
    }

    private mutating func skipArgument() {
      guard position < scalars.count, scalars[position] == "{" else { return }
      var depth = 0
      while position < scalars.count {
        if scalars[position] == "{" { depth += 1 }
        if scalars[position] == "}" { depth -= 1 }
        position += 1
        if depth == 0 { return }
      }
    }

    /// `\char"E9`, `\char233`, `\symbol{233}`.
    private mutating func character() {
      if position < scalars.count, scalars[position] == "{" { position += 1 }
      let isHexadecimal = position < scalars.count && scalars[position] == "\""
      if isHexadecimal { position += 1 }
      var digits = ""
      while position < scalars.count, digits.count < 6,
        isHexadecimal ? scalars[position].properties.isASCIIHexDigit : "0"..."9" ~= scalars[position]
      {
        digits.unicodeScalars.append(scalars[position])
        position += 1
      }
      if position < scalars.count, scalars[position] == "}" { position += 1 }
      if let value = UInt32(digits, radix: isHexadecimal ? 16 : 10), let scalar = Unicode.Scalar(value), value >= 32 {
        output.append(scalar)
      }
    }

    /// Puts a mark on the next letter, which may stand in braces or be a command such as `\i`. Marks on marks on marks
    /// are taken off.
    private mutating func accent(_ mark: Unicode.Scalar, _ depth: Int) {
      guard depth < Self.maximumDepth else { return }
      skipBlanks()
      var isBraced = 0
      while position < scalars.count, scalars[position] == "{" {
        position += 1
        isBraced += 1
        skipBlanks()
      }
      let start = output.count
      if position < scalars.count, scalars[position] == "\\" {
        position += 1
        command(depth + 1)
      } else if position < scalars.count, scalars[position] != "}" {
        output.append(scalars[position])
        position += 1
      }
      // The mark stands behind its letter; a dotless one takes its dot back for it.
      if output.count > start {
        if output[start] == "ı" { output[start] = "i" }
        if output[start] == "ȷ" { output[start] = "j" }
        output.insert(mark, at: start + 1)
      }
      while isBraced > 0, position < scalars.count {
        if scalars[position] == "}" {
          position += 1
          isBraced -= 1
        } else if scalars[position] == "\\" {
          position += 1
          command(depth + 1)
        } else {
          output.append(scalars[position])
          position += 1
        }
      }
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isLetter: Bool { "a"..."z" ~= self || "A"..."Z" ~= self }
}

extension String {
  /// The words with one blank between them.
  fileprivate var spaced: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

enum LaTeXTables {
  static let accents: [String: Unicode.Scalar] = [
    "`": "\u{300}", "'": "\u{301}", "^": "\u{302}", "~": "\u{303}", "=": "\u{304}", "u": "\u{306}", ".": "\u{307}",
    "\"": "\u{308}", "r": "\u{30A}", "H": "\u{30B}", "v": "\u{30C}", "d": "\u{323}", "c": "\u{327}", "k": "\u{328}",
    "b": "\u{331}", "U": "\u{30E}", "G": "\u{30F}", "f": "\u{311}", "h": "\u{309}", "textcommabelow": "\u{326}",
    "acute": "\u{301}", "grave": "\u{300}", "hat": "\u{302}", "tilde": "\u{303}", "bar": "\u{304}", "ddot": "\u{308}",
    "dot": "\u{307}", "breve": "\u{306}", "check": "\u{30C}", "vec": "\u{20D7}", "overline": "\u{304}",
    "widehat": "\u{302}", "widetilde": "\u{303}",
    // MathSciNet defines these in a preamble.
    "ocirc": "\u{30A}", "polhk": "\u{328}", "udot": "\u{323}",
  ]

  static let letters: [String: String] = [
    "ss": "ß", "SS": "ẞ", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
    "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
    "ng": "ŋ", "NG": "Ŋ", "textquotesingle": "'", "textquotedblleft": "“", "textquotedblright": "”",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedbl": "\"", "quotedblbase": "„", "quotesinglbase": "‚",
    "guillemotleft": "«", "guillemotright": "»", "guilsinglleft": "‹", "guilsinglright": "›", "textendash": "–",
    "textemdash": "—", "textellipsis": "…", "ldots": "…", "dots": "…", "cdots": "⋯", "textasciitilde": "~",
    "textasciigrave": "`",
    "textasciicircum": "^", "textbackslash": "\\", "textbar": "|", "textless": "<", "textgreater": ">",
    "textunderscore": "_", "textbraceleft": "{", "textbraceright": "}", "textdollar": "$", "textregistered": "®",
    "texttrademark": "™", "textcopyright": "©", "copyright": "©", "textdegree": "°", "degree": "°", "pounds": "£",
    "textsterling": "£", "texteuro": "€", "euro": "€", "S": "§", "P": "¶", "dag": "†", "ddag": "‡", "textbullet": "•",
    "textperiodcentered": "·", "cdot": "·", "times": "×", "div": "÷", "pm": "±", "mp": "∓", "leq": "≤", "le": "≤",
    "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "approx": "≈", "sim": "∼", "simeq": "≃", "equiv": "≡",
    "propto": "∝", "infty": "∞", "partial": "∂", "nabla": "∇", "sum": "∑", "prod": "∏", "int": "∫", "sqrt": "√",
    "in": "∈", "notin": "∉", "subset": "⊂", "subseteq": "⊆", "cup": "∪", "cap": "∩", "emptyset": "∅", "forall": "∀",
    "exists": "∃", "neg": "¬", "wedge": "∧", "vee": "∨", "oplus": "⊕", "otimes": "⊗", "rightarrow": "→", "to": "→",
    "leftarrow": "←", "leftrightarrow": "↔", "Rightarrow": "⇒", "Leftarrow": "⇐", "Leftrightarrow": "⇔",
    "mapsto": "↦", "uparrow": "↑", "downarrow": "↓", "ell": "ℓ", "hbar": "ℏ", "Re": "ℜ", "Im": "ℑ", "aleph": "ℵ",
    "star": "⋆", "ast": "∗", "circ": "∘", "bullet": "•", "langle": "⟨", "rangle": "⟩", "textmu": "µ",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "ϕ",
    "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ",
    "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "LaTeX": "LaTeX",
    "LaTeXe": "LaTeX2ε", "BibTeX": "BibTeX", "MF": "METAFONT", "cprime": "ʹ", "cdprime": "ʺ", "slash": "/",
    "textquotestraightdblbase": "\"",
    "textordfeminine": "ª", "textordmasculine": "º", "textonehalf": "½", "textonequarter": "¼",
    "textthreequarters": "¾", "textonesuperior": "¹", "texttwosuperior": "²", "textthreesuperior": "³",
    "textquestiondown": "¿", "textexclamdown": "¡", "textyen": "¥", "textcent": "¢", "textsection": "§",
    "textparagraph": "¶", "textdagger": "†", "textdaggerdbl": "‡", "textnumero": "№", "backslash": "\\",
    "glqq": "„", "grqq": "“", "glq": "‚", "grq": "‘", "flqq": "«", "frqq": "»", "flq": "‹", "frq": "›",
    "textalpha": "α", "textbeta": "β", "textgamma": "γ", "textdelta": "δ", "textepsilon": "ε", "textzeta": "ζ",
    "texteta": "η", "texttheta": "θ", "textiota": "ι", "textkappa": "κ", "textlambda": "λ", "textmugreek": "μ",
    "textnu": "ν", "textxi": "ξ", "textpi": "π", "textrho": "ρ", "textsigma": "σ", "texttau": "τ",
    "textupsilon": "υ", "textphi": "φ", "textchi": "χ", "textpsi": "ψ", "textomega": "ω", "textGamma": "Γ",
    "textDelta": "Δ", "textTheta": "Θ", "textLambda": "Λ", "textXi": "Ξ", "textPi": "Π", "textSigma": "Σ",
    "textPhi": "Φ", "textPsi": "Ψ", "textOmega": "Ω",
    "log": "log", "exp": "exp", "sin": "sin", "cos": "cos", "min": "min", "max": "max", "lim": "lim",
  ]

  /// Commands that change how text looks and leave nothing behind.
  static let looks: Set<String> = [
    "em", "it", "bf", "sc", "tt", "rm", "sf", "sl", "bfseries", "itshape", "scshape", "ttfamily", "rmfamily",
    "sffamily", "slshape", "upshape", "mdseries", "normalfont", "emph", "textit", "textbf", "textsc", "texttt",
    "textrm", "textsf", "textsl", "textup", "textmd", "textnormal", "underline", "uline", "mbox", "hbox", "text",
    "mathrm", "mathbf", "mathit", "mathcal", "mathbb", "mathsf", "mathtt", "mathfrak", "boldsymbol", "ensuremath",
    "bm", "operatorname", "left", "right", "big", "Big", "bigl", "bigr", "displaystyle", "noopsort", "relax",
    "protect", "nocase", "MakeUppercase", "MakeLowercase", "uppercase", "lowercase", "small", "footnotesize",
    "scriptsize", "tiny", "large", "Large", "LARGE", "huge", "Huge", "normalsize", "textsuperscript",
    "textsubscript", "enquote", "mkbibquote", "mkbibemph", "bibstring", "ignorespaces", "unskip", "noindent",
    "raggedright", "sloppy", "fussy", "allowbreak", "break", "linebreak", "penalty", "boldmath", "unboldmath",
    "limits", "nolimits", "smash", "phantom", "textipa", "cyr", "cyrins",
  ]

  static let fractions: Set<String> = ["frac", "tfrac", "dfrac", "nicefrac", "sfrac"]

  static let raised: [Unicode.Scalar: Unicode.Scalar] = [
    "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹", "+": "⁺",
    "-": "⁻", "∘": "°", "n": "ⁿ", "i": "ⁱ",
  ]

  static let lowered: [Unicode.Scalar: Unicode.Scalar] = [
    "0": "₀", "1": "₁", "2": "₂", "3": "₃", "4": "₄", "5": "₅", "6": "₆", "7": "₇", "8": "₈", "9": "₉", "+": "₊",
    "-": "₋",
  ]
}
