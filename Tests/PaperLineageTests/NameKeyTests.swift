import PaperLineage
import Testing

struct NameKeyTests {
  @Test(arguments: [
    ("Llama2", "LLAMA-2"), ("Llama2", "llama 2"), ("Llama2", "ｌｌａｍａ ２"), ("Llama2", "ＬＬＡＭＡ－２"),
    ("Llama2", " L.l_a/m:a (2)! "), ("BERT", "bert"), ("Rényi", "Renyi"), ("Rényi", "Re\u{301}nyi"),
    ("Schrödinger", "SCHRODINGER"), ("GPT-4", "GPT‑4"), ("GPT-4", "GPT–4"), ("LLaVA-1.5", "llava 1.5"),
    ("LLaVA-1.5", "ＬＬａＶＡ－１．５"), ("ﬁne", "fine"), ("x²", "x2"), ("通义千问", "通义 千问"),
    ("通义千问", "《通义千问》"), ("ガンマ", "カ\u{3099}ンマ"), ("ガンマ", "ｶﾞﾝﾏ"), ("한국어", "한국어".decomposedForTest),
    ("Llama2", "Llama\u{FE0F} 2"), ("Llama2", "🦙 Llama 2"), ("葛", "葛\u{E0100}"),
  ])
  func oneNameInTwoSpellings(left: String, right: String) {
    #expect(NameKey(left) == NameKey(right))
  }

  @Test(arguments: [
    ("LLaVA-1.5", "LLaVA-15"), ("Llama", "Llama 2"), ("Llama 2", "Llama 3"), ("GPT-3.5", "GPT-35"), ("か", "が"),
    ("は", "ぱ"), ("カ", "ガ"), ("通义千问", "通义千問"), ("ABC", "АВС"), ("1.5", "1.5.0"), ("가", "각"), ("कि", "का"),
  ])
  func twoNames(left: String, right: String) {
    #expect(NameKey(left) != NameKey(right))
  }

  @Test(arguments: [
    ("LLaVA-1.5", "llava1.5"), ("v2.0-beta.", "v2.0beta"), ("1. 5", "15"), ("a.5", "a5"), ("5.a", "5a"),
    (".5", "5"), ("5.", "5"), ("Qwen（通义千问）", "qwen通义千问"), ("Ä B", "ab"),
  ])
  func theKeyOfAName(name: String, key: String) {
    #expect(NameKey(name).text == key)
  }

  @Test(arguments: ["", " ", "--", "…", "（）", "🦙", "❤\u{FE0F}", "\u{301}", "\n\t"])
  func aNameWithoutLettersOrDigitsHasNoKey(name: String) {
    #expect(NameKey(name).text.isEmpty)
  }

  @Test(arguments: [
    "LLaVA-1.5", "ｌｌａｍａ ２", "Rényi", "ガンマ", "한국어", "通义千问", "½", "İstanbul", "Straße", "कि", "ไทย", "x²", "ﬁne",
  ])
  func theKeyOfAKeyIsTheKey(name: String) {
    let key = NameKey(name)
    #expect(NameKey(key.text) == key)
    #expect(NameKey(name.uppercased().lowercased()).text.isEmpty == false)
  }
}

extension String {
  /// Hangul syllables taken apart into their letters, as some file systems write them.
  fileprivate var decomposedForTest: String {
    var scalars = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      guard 0xAC00...0xD7A3 ~= scalar.value else {
        scalars.append(scalar)
        continue
      }
      let index = scalar.value - 0xAC00
      let letters = [0x1100 + index / 588, 0x1161 + index % 588 / 28] + (index % 28 > 0 ? [0x11A7 + index % 28] : [])
      scalars.append(contentsOf: letters.compactMap(Unicode.Scalar.init))
    }
    return String(scalars)
  }
}
