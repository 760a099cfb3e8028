using System.Text.Json.Serialization;
using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Listen.Surveys;
using Kolot.Respond.Cases;

namespace Kolot.Benchmarks.Studies;

/// <summary>How a study is made, as programs write and read it. What is left out stays as it is.</summary>
/// <param name="Question">What it is to find out, by language: he, en.</param>
/// <param name="Rule">By what probes fall into outcomes. From the first wave on it stays as it is.</param>
/// <param name="Channels">By which ways companies are approached: contactForm, mail, phone, chat, whatsApp, social, branch.</param>
/// <param name="ProbesEach">How many probes each company gets in a wave.</param>
/// <param name="Days">Over how many days a wave is spread.</param>
/// <param name="InServiceHours">Whether probes are made within the organisation's hours of service alone.</param>
/// <param name="RatedTwice">Which share of the answers a second person grades too, 0 to 1.</param>
/// <param name="Budget">What the study may cost.</param>
/// <param name="CostEach">What a probe costs.</param>
/// <param name="Ethics">What is not done to companies, by language.</param>
/// <param name="Disclosure">What companies are told and when, by language.</param>
/// <param name="Names">Whose names are told when it is published: all, ours, none.</param>
/// <param name="AppealDays">For how many days companies may appeal.</param>
/// <param name="EvidenceDays">For how many days evidence is kept after a wave ends.</param>
public sealed record StudyDesignBody(
    IReadOnlyDictionary<string, string>? Question = null, StudyRuleBody? Rule = null, IReadOnlyList<string>? Channels = null, int? ProbesEach = null, int? Days = null, bool? InServiceHours = null, double? RatedTwice = null,
    decimal? Budget = null, decimal? CostEach = null, IReadOnlyDictionary<string, string>? Ethics = null, IReadOnlyDictionary<string, string>? Disclosure = null, string? Names = null, int? AppealDays = null, int? EvidenceDays = null)
{
    /// <summary>A design, as programs read it; what it costs is told to whoever runs studies.</summary>
    public static StudyDesignBody Of(StudyDesign design, bool runs) => new(
        design.Question.In, StudyRuleBody.Of(design.Rule), [.. design.Channels.Select(CaseBodies.Name)], design.ProbesEach, design.Days, design.InServiceHours, design.RatedTwice, runs ? design.Budget : null, runs ? design.CostEach : null,
        design.Ethics.In, design.Disclosure.In, CaseBodies.Name(design.Names), design.AppealDays, design.EvidenceDays);

    /// <summary>The design that it asks for, from what it is now.</summary>
    public Result<StudyDesign> On(StudyDesign was)
    {
        var channels = Channels?.Select(CaseBodies.ValueOf<ProbeChannel>).ToArray();
        if (channels?.Any(channel => channel is null) == true) return new Refusal.Invalid("design.channels", "unknown");
        var names = Names is null ? was.Names : CaseBodies.ValueOf<NamesShown>(Names);
        if (names is null) return new Refusal.Invalid("design.names", "unknown");
        return was with
        {
            Question = Text(Question, was.Question),
            Rule = Rule?.Rule ?? was.Rule,
            Channels = channels is null ? was.Channels : [.. channels.OfType<ProbeChannel>()],
            ProbesEach = ProbesEach ?? was.ProbesEach,
            Days = Days ?? was.Days,
            InServiceHours = InServiceHours ?? was.InServiceHours,
            RatedTwice = RatedTwice ?? was.RatedTwice,
            Budget = Budget ?? was.Budget,
            CostEach = CostEach ?? was.CostEach,
            Ethics = Text(Ethics, was.Ethics),
            Disclosure = Text(Disclosure, was.Disclosure),
            Names = names.Value,
            AppealDays = AppealDays ?? was.AppealDays,
            EvidenceDays = EvidenceDays ?? was.EvidenceDays,
        };
    }

    private static Wording Text(IReadOnlyDictionary<string, string>? given, Wording was) => given is null ? was : Wording.None.With("he", given.GetValueOrDefault("he")).With("en", given.GetValueOrDefault("en"));
}

/// <summary>By what probes fall into outcomes.</summary>
/// <param name="FastMinutes">Answered within so many minutes, the answer is fast.</param>
/// <param name="LateMinutes">Answered after more than so many, it is late.</param>
/// <param name="DelightFrom">A fast answer delights from this overall grade on, 1 to 5.</param>
/// <param name="PoorBelow">An answer is poor below this overall grade, 1 to 5.</param>
/// <param name="NeverAfterMinutes">For how many minutes a probe is watched.</param>
public sealed record StudyRuleBody(int FastMinutes, int LateMinutes, double DelightFrom, double PoorBelow, int NeverAfterMinutes)
{
    /// <summary>A rule, as programs read it.</summary>
    public static StudyRuleBody Of(OutcomeRule rule) => new(rule.FastMinutes, rule.LateMinutes, rule.DelightFrom, rule.PoorBelow, rule.NeverAfterMinutes);

    /// <summary>The rule.</summary>
    [JsonIgnore]
    public OutcomeRule Rule => new(FastMinutes, LateMinutes, DelightFrom, PoorBelow, NeverAfterMinutes);
}

/// <summary>A company of a study, as programs write it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="NameEn">The same in English.</param>
/// <param name="Industry">Its industry.</param>
/// <param name="IndustryEn">The same in English; as it was told before of another company of the industry if left out.</param>
/// <param name="Ours">Whether it is the organisation itself.</param>
/// <param name="Addresses">How it is approached, by channel.</param>
public sealed record StudyCompanyBody(string? Name, string? NameEn = null, string? Industry = null, string? IndustryEn = null, bool Ours = false, IReadOnlyDictionary<string, string>? Addresses = null)
{
    /// <summary>Its cells, in the order of <see cref="CompanyLines.Columns"/>.</summary>
    internal IReadOnlyList<string> Cells() => [.. CompanyLines.Columns.Select(column => column switch
    {
        "name" => Name,
        "name_en" => NameEn,
        "industry" => Industry,
        "industry_en" => IndustryEn,
        "ours" => Ours ? "true" : null,
        _ => Addresses?.FirstOrDefault(one => CaseBodies.ValueOf<ProbeChannel>(one.Key) is { } channel && CompanyDraft.FieldOf(channel) == column).Value,
    } ?? "")];
}
