using System.Globalization;
using Kolot.Core.Respond.Cases;
using Kolot.Listen;
using Kolot.Listen.Contact;
using Kolot.Listen.VoiceStream;

namespace Kolot.Respond.Cases;

/// <summary>Says rules, and what they would have come to, as sentences in the reader's language.</summary>
public static class RuleWords
{
    /// <summary>Of which voices: what must hold, each by itself.</summary>
    public static IReadOnlyList<string> When(CaseRule rule, StreamNames names)
    {
        var said = new List<string>();
        if (rule.NotPraise) said.Add(Words.WhenNotPraise);
        if (rule.Kinds.Count > 0) said.Add(ContactWords.Put(Words.WhenKinds, Or(rule.Kinds.Select(VoiceWords.Kind))));
        if (rule.ScoreAtMost is { } most) said.Add(ContactWords.Put(rule.ScoreOf is null ? Words.WhenScore : Words.WhenScoreOf, Number(most)).Replace("{1}", Number(rule.ScoreOf ?? 0), StringComparison.Ordinal));
        if (rule.WantsCall) said.Add(Words.WhenWantsCall);
        if (rule.Words.Count > 0) said.Add(ContactWords.Put(Words.WhenWords, Or(rule.Words.Select(word => $"“{word}”"))));
        if (rule.Channels.Count > 0) said.Add(ContactWords.Put(Words.WhenChannels, Or(rule.Channels.Select(id => VoiceWords.Name(names.Channel(id))))));
        if (rule.Touchpoints.Count > 0) said.Add(ContactWords.Put(Words.WhenTouchpoints, Or(rule.Touchpoints.Select(id => VoiceWords.Name(names.Touchpoint(id))))));
        if (rule.Units.Count > 0) said.Add(ContactWords.Put(Words.WhenUnits, Or(rule.Units.Select(id => VoiceWords.Name(names.Unit(id))))));
        return said;
    }

    /// <summary>What follows.</summary>
    public static string Then(CaseRule rule, StreamNames names)
    {
        List<string> said = [rule.Kind is { } kind ? ContactWords.Put(Words.ThenKind, CaseWords.Kind(kind)) : Words.ThenAsTold];
        if (rule.Team is { } team) said.Add(ContactWords.Put(Words.ThenTeam, VoiceWords.Name(names.Unit(team))));
        if (rule.Severity is { } severity) said.Add(ContactWords.Put(Words.ThenSeverity, CaseWords.Severity(severity)));
        if (rule.Impact is { } impact) said.Add(ContactWords.Put(Words.ThenImpact, CaseWords.Impact(impact)));
        return string.Join(" · ", said);
    }

    /// <summary>The rule as one sentence.</summary>
    public static string Sentence(CaseRule rule, StreamNames names) => $"{string.Join(" · ", When(rule, names))} ← {Then(rule, names)}";

    /// <summary>What rules would have come to.</summary>
    public static string Trial(CaseTrial trial)
    {
        if (trial.Opened == 0) return ContactWords.Put(Words.TrialNothing, trial.Voices.ToString("N0", CultureInfo.InvariantCulture));
        var kinds = string.Join(", ", trial.Kinds.OrderByDescending(kind => kind.Value).Select(kind => $"{kind.Value.ToString("N0", CultureInfo.InvariantCulture)} {(kind.Value == 1 ? CaseWords.Kind(kind.Key) : CaseWords.Kinds(kind.Key))}"));
        var sentence = ContactWords.Put(trial.Opened == 1 ? Words.TrialOne : Words.TrialMany, trial.Opened.ToString("N0", CultureInfo.InvariantCulture)).Replace("{1}", kinds, StringComparison.Ordinal);
        return trial.Joined == 0 ? sentence : $"{sentence} {CaseWords.Count(trial.Joined, Words.TrialJoinedOne, Words.TrialJoinedMany)}";
    }

    private static string Or(IEnumerable<string> names) => string.Join(Words.Or, names);

    private static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
