using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.Mail;
using Kolot.Respond.Notifications;
using Kolot.Store;

namespace Kolot.Shell.Today;

/// <summary>Writes to a lead how the team stands, as far as their reach shows it.</summary>
public sealed class WriteTeamDigest(MailToMember members, MemberTimes times, ReadTeam team, ReadTeamSince since) : IMailKind<TeamDigest>
{
    /// <summary>The errand's kind.</summary>
    public const string Errand = "team.mail";

    /// <inheritdoc/>
    public string ErrandKind => Errand;

    /// <inheritdoc/>
    public async Task<Result<WrittenMail>> Write(OrganisationStore store, TeamDigest row, CancellationToken cancel)
    {
        if (await members.Of(store, row.MemberId, cancel) is not { } reader || !reader.Reader.May(Right.SetUp)) return new Refusal.NotFound();
        var (now, wants) = (times.Now, await times.Of(store, row.MemberId, cancel));
        // It was tried for so long that it would come in quiet time.
        if (wants.Awake.Opens(now) is { } opens && opens > now) return new Refusal.Busy(opens - now);
        // Of this call alone: what follows it speaks as before.
        Language.Speak(await members.LanguageOf(reader, cancel));
        var (stands, done) = (await team.Run(reader.Reader, cancel), await since.Run(reader.Reader, row.Since, cancel));
        // A mail that says that there is nothing is one too many.
        if (stands.Loads.All(load => load.Open == 0) && stands.Promised.Count == 0 && !done.IsAnything) return new Refusal.NotFound();
        var letter = new TeamLetter(stands, done, row.Since, reader.Face);
        return reader.Letter(letter.Subject, reader.Frame(Words.TeamMailTitle, Words.TeamMailWhy, ("today/team", Words.TeamMailOpen), now), letter.Pieces);
    }
}
