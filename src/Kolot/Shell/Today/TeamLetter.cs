using System.Globalization;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Recovery;
using Kolot.Listen.Contact;
using Kolot.Organisation;
using Kolot.Respond.Allowances;
using Kolot.Respond.Clocks;
using Kolot.Respond.Notifications;
using Kolot.Store;
using Kolot.Understand.Boards.Letters;

namespace Kolot.Shell.Today;

/// <summary>What stands in the mail of a lead: who carries how much, what is at risk, and what was done since. Cases are named by number and kind alone.</summary>
public sealed class TeamLetter(ReadTeam.View team, ReadTeamSince.Done done, DateTime since, Face face)
{
    private const int Most = 10;
    private const int MostMembers = 15;

    /// <summary>One line.</summary>
    public string Subject => $"{Words.TeamMailTitle}: {Stands}";

    /// <summary>Its pieces, in order; what is nothing is left out.</summary>
    public IReadOnlyList<LetterPiece> Pieces => [.. new[] { Loads(), AtRisk(), Promised(), Closed(), Recovered(), Given() }.OfType<LetterPiece>()];

    private string Stands => $"{(team.Late > 0 ? TodayWords.Late(team.Late) + ", " : "")}{team.Unowned switch { 0 => Words.AllOwned, 1 => Words.UnownedOne, _ => ClockWords.Put(Words.UnownedMany, Text(team.Unowned)) }}";

    private LetterPiece Loads()
    {
        var most = Math.Max(1, team.Loads.Select(load => load.Open).DefaultIfEmpty().Max());
        return new(Words.Loads, Stands, "/today/team")
        {
            Bars = [.. team.Loads.Where(load => load.Open > 0 || load.Member is not null).Take(MostMembers).Select(load => new LetterBar(load.Member?.Name ?? Words.Nobody, Load(load), 0, (double)load.Open / most, null))],
        };
    }

    private LetterPiece? AtRisk() => team.AtRisk.Count == 0 ? null : new(Words.AtRisk, Words.AtRiskAbout, null)
    {
        Lines = [.. team.AtRisk.Take(Most).Select(risk => new LetterLine(NotificationWords.Case(risk.Case), $"{risk.Owner ?? Words.Nobody} · {Moment(risk.Case.DueAt ?? team.Now)}", Path(risk.Case.Number)))],
        Sentences = More(team.AtRisk.Count),
    };

    private LetterPiece? Promised() => team.Promised.Count == 0 ? null : new(Words.Promises, Words.PromisesAbout, null)
    {
        Lines = [.. team.Promised.Take(Most).Select(one => new LetterLine(NotificationWords.Put(Words.CaseNumbered, Text(one.Number)), $"{one.Owner ?? Words.Nobody} · {Moment(one.Promise.DueAt)}", $"{Path(one.Number)}/commitments/{one.Promise.Id}"))],
        Sentences = More(team.Promised.Count),
    };

    private LetterPiece? Closed() => done.Closed.Count == 0 ? null : new(Words.TeamMailDone, Since, null)
    {
        Sentences = [ClockWords.Put(Words.TeamMailConfirmed, Text(done.Confirmed), Text(done.Closed.Count - done.Confirmed)), .. More(done.Closed.Count)],
        Lines = [.. done.Closed.Take(Most).Select(row => new LetterLine(NotificationWords.Case(row), row.Confirmed == true ? Words.TeamMailOneConfirmed : Words.TeamMailOneWithout, Path(row.Number)))],
    };

    private LetterPiece? Recovered() => done.Recovered.Count == 0 ? null : new(Words.TeamMailRecovered, NotificationWords.Put(Words.TeamMailRecoveredAbout, Since), null)
    {
        Lines = [.. done.Recovered.Take(Most).Select(one => new LetterLine(NotificationWords.Case(one.Case), Steps(one.Story), $"{Path(one.Case.Number)}/recovery"))],
        Sentences = More(done.Recovered.Count),
    };

    private LetterPiece? Given() => done.Given == 0 ? null : new(Words.TeamMailAllowance, Since, "/allowance")
    {
        Sentences = [NotificationWords.Put(Words.TeamMailSpent, AllowanceWords.Sum(done.Given, Currencies.SignOf(face.Currency)))],
    };

    private string Since => NotificationWords.Put(Words.TeamMailSince, Moment(since));

    private static string Load(TeamLoad load) => load.Late > 0 ? ClockWords.Put(Words.TeamMailLoadLate, Text(load.Open), Text(load.Late)) : NotificationWords.Put(Words.TeamMailLoad, Text(load.Open));

    private static string Steps(RecoveryStory story) => story.IsWhole ? Words.TeamMailWhole : story.Made.Count == 1 ? Words.TeamMailOnePart : NotificationWords.Put(Words.TeamMailParts, Text(story.Made.Count));

    private static string[] More(int all) => all > Most ? [NotificationWords.Put(Words.TeamMailMore, Text(all - Most))] : [];

    private string Moment(DateTime at) => ContactWords.Moment(at, team.Now, face.TimeZone);

    private static string Path(long number) => $"/cases/{number.ToString(CultureInfo.InvariantCulture)}";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
