import PaperLineage

/// What words around a mention say of the relation.
///
/// A rule looks at the words before and behind the mention in its sentence. Each list holds alternatives; an empty list
/// asks for nothing. The gaps say how many characters may stand between the words and the mention; no clause may end
/// there, but names in a row (“LLaMA, Vicuna and Alpaca”) count as one.
struct CueRule: Sendable {
  /// A stable name, for evidence and review.
  let name: String
  let kind: RelationKind
  let before: [String]
  let beforeGap: Int
  let after: [String]
  let afterGap: Int
  /// How sure the kind is where the rule holds, 0 … 1.
  let confidence: Double
  /// A sentence in which the rule decides; `[…]` marks the mention.
  let example: String

  init(
    _ name: String, _ kind: RelationKind, before: [String] = [], gap beforeGap: Int = 8, after: [String] = [],
    afterGap: Int = 6, confidence: Double, example: String
  ) {
    self.name = name
    self.kind = kind
    self.before = before
    self.beforeGap = beforeGap
    self.after = after
    self.afterGap = afterGap
    self.confidence = confidence
    self.example = example
  }
}

extension CueRule {
  /// All rules; the first that holds decides.
  static let all: [CueRule] = chinese + english

  /// What is said where no rule holds.
  static let fallback = CueRule("mention", .cites, confidence: 0.5, example: "我们还讨论了[LLaMA]。")

  private static let chinese: [CueRule] = [
    // Experiments first: tuning a model "when" is no lineage.
    CueRule(
      "zh-experiment-tuning", .usesDataFrom, before: ["微调", "训练"], after: ["模型时", "时,", "时，"], afterGap: 6,
      confidence: 0.7, example: "在单卡上微调 [Vicuna-7B] 模型时,显存占用减半。"),
    CueRule(
      "zh-negated-basis", .comparesWith, before: ["不同于", "不依赖", "而不是基于", "并非基于", "不基于", "区别于", "有别于"],
      confidence: 0.65, example: "不同于 [Toolformer],我们无需标注调用位置。"),
    // Comparison
    CueRule(
      "zh-better-than", .comparesWith,
      before: [
        "优于", "超越", "超过", "胜过", "好于", "高于", "领先", "不逊色于", "不逊于", "不亚于", "媲美", "比肩", "击败", "打败", "超出", "逼近", "接近",
        "赶超", "落后于", "低于", "不及", "弱于", "替代", "取代", "挑战",
      ], gap: 14, confidence: 0.85, example: "它在六项任务上优于 [Flamingo]。"),
    CueRule(
      "zh-with-compared", .comparesWith, before: ["与", "和", "跟", "同", "相对于", "相较于", "较"], gap: 16,
      after: [
        "相比", "相媲美", "媲美", "相当", "竞争", "对比", "比较", "持平", "不相上下", "匹敌", "相比较", "并驾齐驱", "的差距", "抗衡", "相较",
      ], afterGap: 14, confidence: 0.85, example: "其效果与 [GPT-4] 相当。"),
    CueRule(
      "zh-relative-to", .comparesWith, before: ["相对于", "相较于", "相比于", "相比", "对比", "较之", "比较", "对标", "以及比"], gap: 10,
      confidence: 0.8, example: "相较于 [PaLM],参数少了一半。"),
    CueRule(
      "zh-more-than", .comparesWith, before: ["比"], gap: 4,
      after: ["高", "低", "快", "小", "好", "强", "更", "多", "少", "大", "慢", "提升", "提高", "减少", "节省", "便宜", "简单", "稳定", "的性能"],
      afterGap: 8, confidence: 0.85, example: "推理速度比 [OPT] 快三倍。"),
    CueRule(
      "zh-baseline", .comparesWith, after: ["作为基线", "等基线", "作为对照", "作为对比", "等模型相比", "等方法相比", "相比", "等强基线"],
      afterGap: 10,
      confidence: 0.8, example: "我们以 [Alpaca] 作为基线。"),
    // Made from
    CueRule(
      "zh-tuned-from", .isDerivedFrom, before: ["对"], gap: 6,
      after: ["进行微调", "进行指令微调", "进行全参数微调", "微调得到", "继续预训练", "进行继续训练", "做微调", "进行了微调", "进行有监督微调", "进行增量"], afterGap: 6,
      confidence: 0.9, example: "我们用这批数据对 [LLaMA] 进行微调。"),
    CueRule(
      "zh-tuning-of", .isDerivedFrom, before: ["微调自", "微调了", "微调", "初始化自", "蒸馏自", "剪枝自", "源自", "衍生自"], gap: 8,
      confidence: 0.8,
      example: "该模型微调自 [BLOOM]。"),
    CueRule(
      "zh-initialised", .isDerivedFrom, before: ["由", "用", "以", "从", "使用", "基于", "采用", "在"], gap: 10,
      after: [
        "初始化", "的权重", "权重初始化", "为基座", "为底座", "为骨干", "作为基座", "作为底座", "作为骨干", "作为基础模型", "为基础模型", "作为初始化", "的检查点",
        "的参数", "上微调", "上进行微调", "上继续", "蒸馏", "微调得到", "微调而", "微调", "为基础",
      ], afterGap: 8, confidence: 0.85, example: "模型以 [Vicuna] 为基座,再接入视觉编码器。"),
    // Going further
    CueRule(
      "zh-same-architecture", .extends, before: ["与", "和", "跟", "同"], gap: 6,
      after: ["一样的架构", "相同的架构", "相同架构", "一样的结构", "相同的结构", "一致的架构", "同样的架构", "类似的架构", "一样的框架"], afterGap: 4,
      confidence: 0.8, example: "它采用与 [Mistral 7B] 一样的架构。"),
    CueRule(
      "zh-on-the-basis", .extends, before: ["在", "建立在", "构建在", "站在"], gap: 14,
      after: ["的基础上", "基础上", "的基础之上", "基础之上", "之上", "的肩膀上"], afterGap: 4, confidence: 0.85,
      example: "我们在 [BERT] 的基础上加入了层次结构。"),
    // Data, benchmarks, models as material
    CueRule(
      "zh-data-set", .usesDataFrom,
      after: ["数据集", "数据上", "测试集", "训练集", "验证集", "语料", "基准", "评测", "榜单", "数据", "测试", "题目", "子集"], afterGap: 7,
      confidence: 0.8,
      example: "在 [MMLU] 基准上取得最好成绩。"),
    CueRule(
      "zh-scored-on", .usesDataFrom, before: ["在", "于"], gap: 14,
      after: [
        "上的", "上进行", "上取得", "上达到", "上得分", "上评估", "上测试", "上验证", "上实验", "上做", "上展示", "上的表现", "上表现", "中的", "上分别", "上",
      ],
      afterGap: 4, confidence: 0.75, example: "模型在 [HumanEval] 上达到 67%。"),
    CueRule(
      "zh-generated-with", .usesDataFrom, before: ["使用", "利用", "借助", "通过", "调用", "由", "促使", "用", "让"], gap: 6,
      after: ["生成", "构建", "自动构建", "标注", "合成", "改写", "搜索", "打分", "作为评判", "作为裁判", "蒸馏出", "产生"], afterGap: 12,
      confidence: 0.75,
      example: "指令由 [GPT-4] 生成。"),
    // Going further, by words that stand alone
    CueRule(
      "zh-changing", .extends, before: ["对", "将", "把"], gap: 6,
      after: ["进行简单修改", "进行修改", "进行改进", "进行扩展", "加以改进", "做了改进", "进行了改进", "进行了扩展", "扩展到", "推广到", "扩展为", "改造", "改进"],
      afterGap: 6, confidence: 0.85, example: "本文对 [RLHF] 流程进行改进。"),
    CueRule(
      "zh-based-on", .extends,
      before: [
        "基于", "依托", "扩展了", "扩展", "改进了", "改进", "借鉴了", "借鉴", "沿用", "延续", "继承", "受到", "受", "源于", "发展自", "推广了", "泛化了",
      ],
      gap: 10, confidence: 0.75, example: "这是基于 [T5] 的检索模型。"),
    CueRule(
      "zh-next-version", .updates, before: ["升级自", "是"], gap: 4,
      after: ["的升级版", "的下一代", "的改进版", "的后续版本", "的后续", "的第二代", "升级版"], afterGap: 4,
      confidence: 0.9, example: "新模型是 [CogVLM] 的升级版。"),
    // Using a method
    CueRule(
      "zh-uses", .usesMethodIn,
      before: [
        "采用了", "采用", "使用了", "使用", "利用了", "利用", "应用", "引入了", "引入", "借助", "结合了", "结合", "集成", "遵循", "用到", "通过", "带有",
      ],
      gap: 10, confidence: 0.65, example: "训练时使用 [LoRA] 以节省显存。"),
  ]

  private static let english: [CueRule] = [
    CueRule(
      "en-unlike", .comparesWith,
      before: ["unlike ", "in contrast to ", "different from ", "rather than ", "instead of ", "not based on "],
      gap: 12, confidence: 0.7, example: "Unlike [Toolformer], it needs no examples of calls."),
    CueRule(
      "en-better-than", .comparesWith,
      before: [
        "outperform", "outperforms", "outperforming", "outperformed", "surpass", "surpasses", "surpassing", "exceed",
        "exceeds", "exceeding",
        "beats", "beating", "better than", "worse than", "superior to", "inferior to", "faster than", "smaller than",
        "larger than",
        "cheaper than", "more accurate than", "compared to", "compared with", "comparable to", "comparable with",
        "comparison with",
        "competitive with", "on par with", "rivals", "rivaling", "matches", "matching", "relative to", "versus", " vs ",
        " vs. ",
        "higher than", "lower than", "compare with", "compare against", "compare to", "against", "lags behind",
        "close to", "than",
      ], gap: 24, confidence: 0.85, example: "It outperforms [OPT] on every task."),
    CueRule(
      "en-baseline", .comparesWith, after: ["as a baseline", "as baseline", "baseline", "baselines"], afterGap: 12,
      confidence: 0.75,
      example: "We use [Alpaca] as a baseline."),
    CueRule(
      "en-tuned-from", .isDerivedFrom,
      before: [
        "fine-tuned from", "finetuned from", "fine-tuned on top of", "fine-tuning of", "finetune", "fine-tune",
        "fine-tuning", "finetuning",
        "fine-tuned version of", "finetuned version of", "initialized from", "initialised from", "initialized with",
        "initialised with",
        "derived from", "starting from", "distilled from", "pruned from", "continued pre-training of",
        "continue training", "trained from",
        "warm-started from", "weights of", "checkpoint of", "checkpoints of",
      ], gap: 16, confidence: 0.88, example: "The model is fine-tuned from [LLaMA]."),
    CueRule(
      "en-tuned-on-top", .isDerivedFrom,
      after: [
        "is fine-tuned", "was fine-tuned", "fine-tuned on", "-based model", " weights", " checkpoint",
        "as the backbone", "as backbone", "as our base model", "as the base model",
      ],
      afterGap: 6, confidence: 0.75, example: "We take [Vicuna] as the base model."),
    CueRule(
      "en-next-version", .updates,
      before: [
        "successor to", "successor of", "next version of", "new version of", "upgrade of", "follow-up to", "sequel to",
      ], gap: 8,
      confidence: 0.9, example: "It is the successor of [CogVLM]."),
    CueRule(
      "en-data-set", .usesDataFrom,
      after: [
        "dataset", "data set", "benchmark", "corpus", "test set", "training data", "data", "suite", "leaderboard",
      ],
      afterGap: 10, confidence: 0.8, example: "It scores best on the [MMLU] benchmark."),
    CueRule(
      "en-evaluated-on", .usesDataFrom,
      before: [
        "evaluated on", "evaluate on", "evaluation on", "tested on", "test on", "trained on", "train on",
        "experiments on", "experiments with", "results on", "scores on", "generated by", "generated with",
        "generated using", "annotated by", "pretrained on", "accuracy on", "performance on",
      ],
      gap: 24, confidence: 0.75, example: "We report results on [HumanEval]."),
    CueRule(
      "en-built-on", .extends,
      before: [
        "built on", "builds on", "building on", "build on", "built upon", "builds upon", "building upon", "build upon",
        "based on", "on top of",
        "extends", "extending", "extension of", "extend", "improves on", "improves upon", "improving on",
        "improve upon", "inspired by",
        "generalizes", "generalises", "variant of", "modification of", "modifications to", "modified version of",
        "improved version of",
      ], gap: 18, confidence: 0.8, example: "Our decoder builds on [SpecInfer]."),
    CueRule(
      "en-same-architecture", .extends, before: ["same architecture as", "the architecture of", "architecture from"],
      gap: 8, confidence: 0.8,
      example: "It has the same architecture as [Mistral 7B]."),
    CueRule(
      "en-uses", .usesMethodIn,
      before: [
        "using", "uses", "use", "used", "employ", "employs", "employing", "adopt", "adopts", "adopting", "leverage",
        "leverages", "leveraging",
        "apply", "applies", "applying", "via", "following", "follow", "combining", "combined with", "incorporates",
        "with the help of",
      ], gap: 12, confidence: 0.65, example: "Training uses [LoRA] to save memory."),
  ]
}
