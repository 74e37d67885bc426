import PaperLineage

/// What words around a mention say of the relation.
///
/// A rule looks at the words before and behind the mention in its sentence. Each list holds alternatives; an empty list
/// asks for nothing. In cues and texts `#` stands for any number. A cue in Latin letters begins where a word begins and
/// may be the beginning of a longer word: `outperform` is found in “outperforming”.
///
/// Of all rules that hold, the one with the greatest strength less the distance of its words decides; see
/// ``KindClassifier``.
struct CueRule: Sendable {
  /// Words to look for.
  typealias Cue = [Unicode.Scalar]

  /// A stable name, for evidence and review.
  let name: String
  let kind: RelationKind
  /// What the work may be.
  let natures: Set<WorkNature>
  let before: [Cue]
  /// How much may stand between the words and the mention, in columns: one a letter, two a Chinese character. No clause
  /// may end there, except where the gap is ``wholeSentence``.
  let gap: Int
  let after: [Cue]
  let afterGap: Int
  /// What the rule weighs against others, in columns of distance.
  let strength: Int
  /// How sure the kind is where the rule decides, 0 … 1.
  ///
  /// Measured on the even lines of the annotated sentences, `(right + 1.6) / (decided + 2)`, rounded to 0.05, at least
  /// 0.4: a rule that decided nothing there has 0.8, and a few right decisions make no certainty. The rules were written
  /// with these lines in view, so they flatter it: on three batches of sentences seen for the first time, 78, 71 and 52 %
  /// of the kinds were right. `confidenceIsMeasured` checks the figures.
  let confidence: Double
  /// A sentence in which the rule decides; `[…]` marks the mention.
  let example: String

  init(
    _ name: String, _ kind: RelationKind, of natures: Set<WorkNature> = [.model, .method, .data],
    before: [String] = [], gap: Int = 28, after: [String] = [], afterGap: Int = 16, strength: Int,
    confidence: Double = 0.8, example: String
  ) {
    self.name = name
    self.kind = kind
    self.natures = natures
    self.before = before.map { Cue($0.unicodeScalars) }
    self.gap = gap
    self.after = after.map { Cue($0.unicodeScalars) }
    self.afterGap = afterGap
    self.strength = strength
    self.confidence = confidence
    self.example = example
  }

  /// A gap so wide that words anywhere in the sentence will do, over the ends of clauses.
  static let wholeSentence = 400
}

extension CueRule {
  static let all: [CueRule] = chinese + english

  /// What is said where no rule holds.
  static let fallback = CueRule("mention", .cites, strength: 0, confidence: 0.95, example: "我们还讨论了[LLaMA]。")

  /// What is said of a data set or benchmark where no rule holds: who names one has mostly measured or trained on it.
  static let dataFallback = CueRule(
    "data-mention", .usesDataFrom, of: [.data], strength: 0, confidence: 0.7, example: "[MMLU] 的成绩很好。")

  private static let chinese: [CueRule] = [
    // What is denied is no lineage.
    CueRule(
      "zh-denied", .cites,
      before: [
        "不同于", "有别于", "区别于", "不基于", "并非基于", "不是基于", "不依赖", "未使用", "没有使用", "不使用", "没有采用", "未采用", "而非", "没有与", "未与",
        "没有和", "没有同", "不与", "未曾与",
      ],
      gap: 8, strength: 90, confidence: 0.85, example: "不同于 [Toolformer],我们无需标注调用位置。"),
    // Next versions
    CueRule(
      "zh-next-version", .updates,
      after: ["的升级版", "的下一代", "的改进版", "的后续版本", "的后继", "的新版本", "的第二代", "升级版", "的继任"], afterGap: 2, strength: 80,
      confidence: 0.9,
      example: "新模型是 [CogVLM] 的升级版。"),
    CueRule("zh-upgraded-from", .updates, before: ["升级自", "迭代自"], gap: 4, strength: 80, example: "它升级自 [CogVLM]。"),
    // Comparison
    CueRule(
      "zh-better-than", .comparesWith, of: [.model, .method],
      before: [
        "优于", "超越", "超过", "胜过", "好于", "强于", "高于", "领先", "逊于", "逊色于", "不亚于", "媲美", "比肩", "击败", "打败", "战胜", "超出", "逼近",
        "接近", "赶超", "赶上", "追上", "追平", "落后于", "低于", "不及", "不如", "弱于", "快于", "慢于", "小于", "大于", "少于", "多于", "取代", "挑战",
        "对标", "抗衡", "不输给", "不输", "输给", "胜于", "压过", "略胜", "险胜", "追赶", "直逼", "力压", "完胜", "差于", "好过", "强过", "快过", "胜出",
        "相当于",
      ], strength: 60, confidence: 0.95, example: "它在六项任务上优于 [Flamingo]。"),
    CueRule(
      "zh-with-compared", .comparesWith, of: [.model, .method], before: ["与", "和", "跟", "同", "相对于", "相较于", "较"],
      after: ["相比", "媲美", "相当", "竞争", "对比", "比较", "持平", "不相上下", "匹敌", "并驾齐驱", "的差距", "抗衡", "相较", "接近", "相近", "看齐"],
      strength: 60, confidence: 0.85, example: "其效果与 [GPT-4] 相当。"),
    CueRule(
      "zh-relative-to", .comparesWith, of: [.model, .method],
      before: ["相对于", "相较于", "相比于", "相比", "对比", "较之", "比较", "对照"], strength: 50,
      example: "相较于 [PaLM],参数少了一半。"),
    CueRule(
      "zh-more-than", .comparesWith, of: [.model, .method], before: ["比"], gap: 20,
      after: [
        "高", "低", "快", "慢", "小", "大", "好", "强", "弱", "差", "更", "多", "少", "提升", "提高", "减少", "节省", "便宜", "简单", "稳定", "准",
      ], strength: 60, example: "推理速度比 [OPT] 快三倍。"),
    CueRule(
      "zh-less-than-us", .comparesWith, of: [.model, .method],
      after: [
        "比我们", "比本", "比它", "比该", "逊于", "逊色", "不如", "落后", "被超越", "被甩", "甩在", "没能", "未能", "只得", "仅得", "则高出", "则低", "更胜",
        "稍胜",
        "低于", "高于", "优于", "略差", "稍差", "输给", "落败", "垫底", "次之", "紧随其后", "表现更", "表现较", "需要", "略低", "略高", "望尘莫及", "不及",
      ], afterGap: 14, strength: 40, confidence: 0.95, example: "[ToolLLaMA] 比我们低六个点。"),
    CueRule(
      "zh-number", .comparesWith, of: [.model, .method],
      after: ["的#", "为#", "率为#", "分为#", "度为#", "值为#", "的得分", "的成绩", "的分数", "的准确率", "得分", "得到#", "仅为#", "只有#", "取得#"],
      afterGap: 2,
      strength: 30, confidence: 0.85, example: "召回率由 [BLIP-2] 的81.2提升到86.9。"),
    CueRule(
      "zh-baseline", .comparesWith, of: [.model, .method],
      after: ["作为基线", "等基线", "作为对照", "作为对比", "为基线", "相比", "等强基线", "等对手"], strength: 55,
      example: "我们以 [Alpaca] 作为基线。"),
    CueRule(
      "zh-baselines-are", .comparesWith, of: [.model, .method],
      before: ["基线包括", "基线有", "基线为", "基线是", "对手是", "基线模型", "基线方法"],
      strength: 50, example: "对比的基线包括 [Alpaca]。"),
    CueRule(
      "zh-except", .comparesWith, of: [.model], before: ["除"], after: ["外", "之外", "以外"], afterGap: 4, strength: 20,
      confidence: 0.85,
      example: "除 [PaLM] 外,该模型胜过所有对手。"),
    CueRule(
      "zh-level-of", .comparesWith, of: [.model], before: ["达到", "具备", "具有", "恢复", "拥有"],
      after: ["水平", "级别", "的效果", "的性能", "的表现"],
      strength: 45, example: "它达到 [GPT-4] 的水平。"),
    // Made from
    CueRule(
      "zh-tuned", .isDerivedFrom, of: [.model], before: ["对", "将", "把"], gap: 8,
      after: ["微调", "精调", "继续预训练", "继续训练", "再训练", "增量训练", "再预训练", "蒸馏", "剪枝得到"], afterGap: 24, strength: 60,
      confidence: 0.85,
      example: "我们用这批数据对 [LLaMA] 进行微调。"),
    CueRule(
      "zh-tuning-of", .isDerivedFrom, of: [.model],
      before: ["微调自", "微调了", "微调", "精调", "初始化自", "蒸馏自", "剪枝自", "源自", "衍生自"],
      gap: 12, strength: 45, example: "该模型微调自 [BLOOM]。"),
    CueRule(
      "zh-initialised", .isDerivedFrom, of: [.model],
      before: ["由", "用", "以", "从", "使用", "基于", "采用", "在", "选用", "沿用"],
      after: [
        "初始化", "的权重", "权重", "为基座", "为底座", "为骨干", "作为基座", "作为底座", "作为骨干", "作为基础模型", "为基础模型", "检查点", "的参数", "微调", "精调",
        "继续训练", "继续预训练", "为基础", "出发", "训练而来", "训练而成", "为起点", "作为起点", "为蓝本", "为初始", "做初始化", "作初始化",
      ], strength: 50, confidence: 0.9, example: "模型以 [Vicuna] 为基座,再接入视觉编码器。"),
    CueRule(
      "zh-trained-from", .isDerivedFrom, of: [.model], before: ["基于", "从", "依托"], gap: 8,
      after: ["训练", "构建", "开发", "打造"],
      afterGap: 6, strength: 45, confidence: 0.85, example: "基于 [Mistral 7B] 训练的法律助手已经上线。"),
    CueRule(
      "zh-frozen", .isDerivedFrom, of: [.model],
      before: [
        "冻结的", "冻结", "固定的", "底座为", "基座为", "骨干为", "底座是", "基座是", "基础模型选用", "基础模型采用", "基础模型为", "基础模型是", "底座选用", "底座采用",
        "底座模型", "基座模型", "基座选用", "基座采用", "骨干采用", "骨干网络为", "主干采用", "权重来自", "参数来自", "编码器来自", "编码器采用", "编码器为", "解码器采用",
        "语言模型采用", "语言模型为", "语言模型选用", "继承",
      ],
      gap: 8,
      strength: 50, confidence: 0.85, example: "视觉编码器采用冻结的 [CLIP]。"),
    CueRule(
      "zh-serves-to-start", .isDerivedFrom, of: [.model],
      after: ["初始化", "被微调", "微调而", "微调得到", "为基座", "为底座", "继续预训练"], afterGap: 44, strength: 35, confidence: 0.85,
      example: "[BLIP] 的图像编码器被用作初始化。"),
    // Experiments: tuning a model "when" is no lineage.
    CueRule(
      "zh-experiment-tuning", .usesDataFrom, of: [.model], before: ["微调", "训练"], gap: 4, after: ["模型时", "时,", "时，"],
      afterGap: 6,
      strength: 70, example: "在单卡上微调 [Vicuna-7B] 模型时,显存占用减半。"),
    // Going further
    CueRule(
      "zh-same-architecture", .extends, before: ["与", "和", "跟", "同"], gap: 12,
      after: ["一样的架构", "相同的架构", "相同架构", "一样的结构", "相同的结构", "一致的架构", "同样的架构", "类似的架构", "一样的框架"], afterGap: 8,
      strength: 70, example: "它采用与 [Mistral 7B] 一样的架构。"),
    CueRule(
      "zh-on-the-basis", .extends, before: ["在", "建立在", "构建在", "站在"],
      after: ["的基础上", "基础上", "的基础之上", "基础之上", "之上", "的肩膀上"], afterGap: 8, strength: 65, confidence: 0.9,
      example: "我们在 [BERT] 的基础上加入了层次结构。"),
    CueRule(
      "zh-changing", .extends, before: ["对", "将", "把"], gap: 12,
      after: ["修改", "改进", "扩展", "推广", "改造", "拓展", "泛化", "加以"], strength: 55, confidence: 0.85,
      example: "本文对 [RLHF] 流程进行改进。"),
    CueRule(
      "zh-improving-it", .extends,
      after: ["对其加以", "对其进行改进", "对其改进", "对其进行扩展", "对它加以", "对它进行改进", "将其扩展", "将其推广", "把它扩展"],
      afterGap: CueRule.wholeSentence, strength: 60, confidence: 0.85, example: "[雅可比解码] 进展缓慢，我们对其加以改进。"),
    CueRule(
      "zh-variant-of", .extends, after: ["的变体", "的推广", "的扩展", "的延伸", "的拓展", "的改良"], afterGap: 4, strength: 50,
      example: "该方法是 [推测解码] 的变体。"),
    CueRule(
      "zh-inspired-by", .extends, before: ["受", "受到", "从"], gap: 8, after: ["启发", "得到启示", "汲取"], strength: 50,
      example: "本文受 [Toolformer] 启发。"),
    CueRule(
      "zh-based-on", .extends,
      before: ["基于", "依托", "扩展了", "扩展", "拓展", "改进了", "改进", "借鉴了", "继承", "受到", "受", "源于", "发展自", "推广了", "泛化了", "脱胎于"],
      gap: 20, strength: 35, example: "这是基于 [T5] 的检索模型。"),
    // Using a method
    CueRule(
      "zh-follows", .usesMethodIn, before: ["按照", "参照", "仿照", "沿用", "遵循", "依照", "借鉴", "效仿", "照搬", "参考"], strength: 45,
      confidence: 0.95,
      example: "参照 [Kosmos-2] 的做法,把坐标写成词元。"),
    CueRule(
      "zh-uses", .usesMethodIn, of: [.model, .method],
      before: [
        "采用", "使用", "利用", "应用", "引入", "借助", "结合", "集成", "用到", "通过", "带有", "启用", "运用", "选用", "改用", "配合", "搭配", "辅以",
        "套用", "移植", "换成", "改为", "换用", "加入", "依靠", "依赖",
      ], gap: 20,
      strength: 25, confidence: 0.85, example: "训练时使用 [LoRA] 以节省显存。"),
    CueRule(
      "zh-by-method", .usesMethodIn, of: [.method], before: ["用", "经", "以", "由", "靠", "凭"], gap: 4, strength: 20,
      confidence: 0.9,
      example: "图像特征先经 [Q-Former] 压缩。"),
    // Data, benchmarks, models as material
    CueRule(
      "zh-generated-with", .usesDataFrom, of: [.model],
      before: ["使用", "利用", "借助", "通过", "调用", "由", "用", "让", "请", "以"], gap: 12,
      after: [
        "生成", "构建", "标注", "合成", "改写", "打分", "评判", "裁判", "评委", "评审", "产生", "翻译", "撰写", "筛选", "充当", "担任", "扮演", "给出",
        "写成", "出题", "回答",
      ], strength: 50, confidence: 0.85,
      example: "指令由 [GPT-4] 生成。"),
    CueRule(
      "zh-model-tried", .usesDataFrom, of: [.model, .method], before: ["在", "于", "对"],
      after: ["上进行", "上做", "上实验", "上验证", "上评估", "上测试", "上的实验", "个模型上", "模型上", "进行实验", "进行评估", "进行评测", "进行测试"],
      strength: 45, confidence: 0.9,
      example: "实验在 [OPT] 上进行。"),
    CueRule(
      "zh-outputs-of", .usesDataFrom, of: [.model],
      before: ["数据来自", "标签来自", "标注来自", "回答来自", "对话来自", "采集自", "收集自", "裁判是", "裁判为"],
      gap: 6, after: [], strength: 45, example: "训练用的对话来自 [ChatGPT]。"),
    CueRule(
      "zh-data-named", .usesDataFrom, of: [.model, .method],
      after: ["数据集", "数据上", "测试集", "训练集", "验证集", "语料", "基准", "评测集", "榜单", "数据"], afterGap: 8, strength: 40,
      example: "在 [GPT-4] 数据上训练。"),
    CueRule(
      "zh-data-used", .usesDataFrom, of: [.data],
      before: ["在", "于", "用", "使用", "采用", "从", "取自", "来自", "选自", "对", "以", "由", "基于", "利用", "训练", "评测", "测试", "评估"],
      strength: 40, confidence: 0.9,
      example: "我们使用 [MMLU] 评估推理能力。"),
    CueRule(
      "zh-data-measures", .usesDataFrom, of: [.data],
      after: ["上", "数据集", "基准", "测试", "评测", "提供", "得分", "准确率", "成绩", "通过率", "中"],
      afterGap: 12, strength: 30, example: "模型的 [HumanEval] 得分达到 67%。"),
  ]

  private static let english: [CueRule] = [
    CueRule(
      "en-denied", .cites,
      before: [
        "unlike ", "in contrast to ", "different from ", "differs from ", "not based on ", "rather than ",
        "instead of ",
        "not derived from ", "not use ", "without ", "no comparison with ", "no comparison to ", "not compare with ",
        "not compare to ",
        "not compared with ", "not compared to ", "not rely on ", "independent of ",
      ], gap: 12, strength: 90, confidence: 0.85, example: "Unlike [Toolformer], it needs no examples of calls."),
    CueRule(
      "en-next-version", .updates,
      before: [
        "successor to", "successor of", "next version of", "new version of", "newer version of", "upgrade of",
        "upgrade to", "follow-up to", "follow-up of", "sequel to", "next generation of", "second version of",
      ], gap: 8, strength: 80, confidence: 0.85, example: "It is the successor of [CogVLM]."),
    // Comparison
    CueRule(
      "en-better-than", .comparesWith, of: [.model, .method],
      before: [
        "outperform", "surpass", "exceed", "beat", "than", "superior to", "inferior to", "compared to", "compared with",
        "comparable to", "comparable with", "comparison with", "comparison to", "competitive with", "on par with",
        "rival", "match", "relative to", "versus", "vs ", "vs. ", "compare with", "compare against", "compare to",
        "against", "behind", "ahead of", "close to", "preferred over", "preferred to", "gap to", "gap with",
        "gap between", "short of", "accuracy of", "performance of", "margin over", "improvement over", "gain over",
        "gains over", "above", "below", "accurate as", "good as", "fast as", "large as", "strong as", "capable as",
        "big as", "small as", "cheap as", "many as", "those of", "that of", "advantage over", "edge over", "lose to",
        "loses to", "catch up with", "catches up with", "approach", "a par with", "parity with", "equal to", "equals",
        "in favour of", "in favor of", "second only to", "speedup over", "speed-up over", "the size of", "fraction of",
        "times the", "improves over", "wins over",
      ], gap: 40, strength: 60, confidence: 0.95, example: "It outperforms [OPT] on every task."),
    CueRule(
      "en-baseline", .comparesWith, of: [.model, .method],
      before: ["baseline", "competitor", "rivals are", "rivals include", "opponents are"],
      strength: 50, example: "The strongest baseline is [Alpaca]."),
    CueRule(
      "en-is-baseline", .comparesWith, of: [.model, .method],
      after: ["as a baseline", "as baseline", "baseline", "strongest", "rivals", "competitor", "as the reference"],
      afterGap: 24, strength: 50, confidence: 0.9, example: "We use [Alpaca] as a baseline."),
    CueRule(
      "en-less-than-us", .comparesWith, of: [.model, .method],
      after: [
        "outperformed by", "surpassed by", "beaten by", "exceeded by", "lags", "lag behind", "trails", "fails",
        "fail to",
        "cannot", "falls short", "fall short", "performs worse", "performs better", "perform worse", "is worse",
        "is better", "leads", "was lower", "was higher", "is lower", "is higher", "by a wide margin", "in comparison",
        "needs", "requires", "struggle", "drops", "stops at", "comes close", "comes second", "wins", "loses",
        "does better", "does worse", "did better", "did worse", "performed", "remains behind",
      ], afterGap: 24, strength: 45, confidence: 0.9, example: "[OPT] and its kin are outperformed by our model."),
    CueRule(
      "en-number", .comparesWith, of: [.model, .method],
      after: ["scores", "obtains #", "reaches #", "gets #", "achieves #", "with #%", "at #", "'s #", "’s #", "(#"],
      afterGap: 4, strength: 30, example: "[PaLM] scores 71.2 there."),
    // Made from
    CueRule(
      "en-tuned-from", .isDerivedFrom, of: [.model],
      before: [
        "comes from", "taken from", "inherits", "inherited from", "distilled into", "fine-tuned from", "finetuned from",
        "fine-tuned on top of", "fine-tune", "finetune", "fine-tuning",
        "finetuning",
        "instruction-tun", "tuning is applied to", "tuning of", "tuned version of", "initialized from",
        "initialised from", "initialized with", "initialised with", "initialization from", "derived from",
        "starting from", "start from", "starts from", "distilled from", "pruned from", "pre-training of",
        "continue training", "continue pre-training", "trained from", "warm-started from", "weights of",
        "checkpoint of", "checkpoints of", "weights from", "adapting", "adaptation of", "tune ", "tuning ", "retrain",
        "post-train", "further train", "continue to train", "continued from", "resume from", "resumed from",
        "bootstrapped from", "quantised version of", "quantized version of", "distilled version of", "distilling",
        "pruned version of", "copy of", "layers of", "parameters of", "loaded from", "built around", "start with",
        "begin with", "begins with", "begin from", "initialize", "initialise",
      ], gap: 32, strength: 55, confidence: 0.95, example: "The model is fine-tuned from [LLaMA]."),
    CueRule(
      "en-frozen", .isDerivedFrom, of: [.model],
      before: [
        "frozen", "backbone", "base model", "connected to", "on top of a frozen", "our base is", "decoder is",
        "encoder is", "language model is", "encoder of",
      ], gap: 24, strength: 40,
      example: "Its image encoder is a frozen [CLIP]."),
    CueRule(
      "en-tuned-on-top", .isDerivedFrom, of: [.model],
      after: [
        "is fine-tuned", "was fine-tuned", "fine-tuned on", "fine-tuned with", "further trained", "weights",
        "checkpoint", "as the backbone", "as backbone", "as our base model", "as the base model", "as a base model",
        "as initialization", "as initialisation", "as its backbone", "as the starting point", "is frozen",
        "stays frozen",
      ], afterGap: 12, strength: 45, example: "We take [Vicuna] as the base model."),
    // Going further
    CueRule(
      "en-built-on", .extends,
      before: [
        "built on", "builds on", "building on", "build on", "built upon", "builds upon", "building upon", "build upon",
        "based on", "on top of", "extend", "extension of", "extension to", "improves on", "improves upon",
        "improving on", "improve upon", "inspired by", "generalize", "generalise", "generalization of",
        "generalisation of", "variant of", "modification of", "modifications to", "modified version of",
        "improved version of", "go beyond", "goes beyond", "going beyond", "in the spirit of", "the ideas of",
        "revisit", "refine", "refining", "augment", "enhanc", "improves ", "improvement of", "improvement to",
      ], gap: 28, strength: 45, confidence: 0.9, example: "Our decoder builds on [SpecInfer]."),
    CueRule(
      "en-step-further", .extends, before: ["take", "carr", "push"], gap: 12,
      after: ["a step further", "one step further", "further"], afterGap: 12, strength: 50, confidence: 0.85,
      example: "Our kernel takes [FlashAttention] a step further."),
    CueRule(
      "en-same-architecture", .extends, before: ["same architecture as", "same structure as", "same design as"],
      gap: 8, strength: 60, example: "It has the same architecture as [Mistral 7B]."),
    // Using a method
    CueRule(
      "en-follows", .usesMethodIn,
      before: [
        "following", "follow", "as in ", "as proposed in", "as proposed by", "as described in", "as introduced in",
        "as introduced by", "according to", "scaling laws of", "recipe of", "idea we borrow from", "borrow",
        "borrowed from", "adopted from", "adapted from", "technique of", "procedure of", "architecture of",
        "the method of",
      ], gap: 28, strength: 40, confidence: 0.95, example: "Following [InstructGPT], we collect rankings."),
    CueRule(
      "en-uses", .usesMethodIn, of: [.model, .method],
      before: [
        "using", "use ", "uses", "used ", "employ", "adopt", "leverag", "apply", "applies", "applying", "combin",
        "incorporat", "integrat", "with the help of", "by means of", "via ", "equipped with", "enable", "rely on",
        "relies on", "switch to", "implemented with", "replaced by", "replaced with", "powered by", "thanks to",
        "resort to", "with the aid of",
      ], gap: 36, strength: 25, confidence: 0.85, example: "Training uses [LoRA] to save memory."),
    CueRule(
      "en-with-method", .usesMethodIn, of: [.method], before: ["with ", "by ", "through ", "under ", "in "], gap: 12,
      strength: 20, confidence: 0.65, example: "The adapters are trained with [LoRA]."),
    CueRule(
      "en-a-method", .usesMethodIn, of: [.method], before: ["a ", "an ", "our "], gap: 0, strength: 10,
      confidence: 0.85,
      example: "A [Q-Former] condenses each frame."),
    // Data, benchmarks, models as material
    CueRule(
      "en-generated-by", .usesDataFrom, of: [.model],
      before: [
        "answers of", "outputs of", "output of", "responses of", "completions of", "answers from", "outputs from",
        "responses from", "generated by", "generated with", "generated using", "generated from", "annotated by",
        "annotated with",
        "judged by", "rated by", "scored by", "labelled by", "labeled by", "written by", "produced by",
        "synthesized by", "synthesised by", "graded by", "evaluated by", "prompting", "we prompt", "we ask",
        "translated by", "created with", "created by", "collected from", "drawn from", "sampled from", "obtained from",
        "labels from", "annotations from", "annotations by", "feedback from", "preferences from", "dialogues with",
        "conversations with", "produced with", "rewritten by", "rewritten with", "paraphrased by", "filtered by",
        "verified by", "checked by", "judge is", "evaluator is", "judgments of", "judgements of", "assessed by",
        "scored with", "query", "querying",
      ], gap: 24, strength: 50, confidence: 0.95, example: "The instructions were generated by [GPT-4]."),
    CueRule(
      "en-as-judge", .usesDataFrom, of: [.model],
      after: [
        "as a judge", "as judge", "as the judge", "as an annotator", "to generate", "to annotate", "to rate",
        "serves as judge", "serves as the judge", "acts as", "as evaluator", "as the evaluator", "as an evaluator",
        "as teacher", "as the teacher", "as a teacher", "generates", "annotates", "judges", "rates",
      ],
      afterGap: 10, strength: 50, example: "With [GPT-4] as a judge, it wins most rounds."),
    CueRule(
      "en-model-tried", .usesDataFrom, of: [.model, .method],
      before: [
        "experiments on", "experiment on", "experiments with", "experiment with", "results on", "evaluate on",
        "evaluated on", "tested on", "test on", "we test", "we evaluate", "we prune", "we quantize", "we compress",
        "we study", "applied to", "analysis of",
      ], gap: 20, strength: 40, confidence: 0.85, example: "Experiments on [OPT] confirm this."),
    CueRule(
      "en-data-named", .usesDataFrom, of: [.model, .method],
      after: ["dataset", "data set", "benchmark", "corpus", "test set", "training data", "leaderboard"], afterGap: 8,
      strength: 45, example: "It was trained on the [Alpaca] dataset."),
    CueRule(
      "en-data-used", .usesDataFrom, of: [.data],
      before: [
        "on ", "from ", "with ", "using", "use ", "uses", "used", "in ", "test", "evaluat", "train", "report", "over ",
        "accuracy", "score", "results", "benchmarks such as", "benchmarks like",
      ], gap: 32, strength: 40, confidence: 0.95, example: "We report results on [HumanEval]."),
    CueRule(
      "en-data-measures", .usesDataFrom, of: [.data],
      after: [
        "dataset", "data set", "benchmark", "test", "score", "accuracy", "supplies", "provides", "serves", "is used",
        "are used", "suite", "leaderboard", "questions", "problems", "measures",
      ], afterGap: 24, strength: 30, confidence: 0.85, example: "[MMLU] supplies our questions."),
  ]
}
