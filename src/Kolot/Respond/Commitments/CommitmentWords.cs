using System.Globalization;
using Kolot.Core;
using Kolot.Core.Respond.Commitments;
using Kolot.Shell.Parts;
using Kolot.Store;

namespace Kolot.Respond.Commitments;

/// <summary>How commitments are said.</summary>
public static class CommitmentWords
{
    /// <summary>A sentence with something put into its one place.</summary>
    public static string Put(string sentence, string what) => sentence.Replace("{0}", what, StringComparison.Ordinal);

    /// <summary>Where it stands.</summary>
    public static string State(LedgerOf one, DateTime now) => one.Story switch
    {
        { State: CommitmentState.Kept } => Words.StateKept,
        { State: CommitmentState.Broken } => one.Lines[^1].Kind == OutcomeKind.Late ? Words.StateLate : Words.StateBroken,
        var story when story.IsOverdue(now) => Words.StateOverdue,
        { Asked: not null } => Words.StateAsked,
        _ => Words.StateOpen,
    };

    /// <summary>How that looks.</summary>
    public static string? Badge(LedgerOf one, DateTime now) => one.Story.WasKept(now) switch { true => "good", false => "bad", _ => one.Story.DueAt - now < TimeSpan.FromDays(1) ? "now" : null };

    /// <summary>What a line of its ledger says.</summary>
    public static string Line(CommitmentOutcome line) => line.Kind switch
    {
        OutcomeKind.Kept => Words.LineKept,
        OutcomeKind.Late => Words.LineLate,
        OutcomeKind.Broken => Words.LineBroken,
        OutcomeKind.Proposed => Words.LineProposed,
        _ => line.Word == CustomersWord.Link ? Words.LineAgreedLink : Words.LineAgreedCall,
    };

    /// <summary>Why something was refused that is no field's fault.</summary>
    public static string? Sentence(Refusal? refusal) => refusal is Refusal.Conflict conflict ? Words.ResourceManager.GetString("Conflict_" + conflict.Reason, CultureInfo.CurrentUICulture) : null;
}
