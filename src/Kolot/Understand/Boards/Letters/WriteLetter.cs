using System.Globalization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Boards;
using Kolot.Organisation;
using Kolot.Organisation.Mail;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Boards.Letters;

/// <summary>Writes the letter of a board to one member: counted with that member's reach, in their language, in the organisation's time.</summary>
public sealed class WriteLetter(Databases databases, EntranceMembers entrance, ReadBoard read, IConfiguration configuration) : IMailKind<Letter>
{
    /// <summary>The errand's kind.</summary>
    public const string Errand = "board.letters";

    /// <inheritdoc/>
    public string ErrandKind => Errand;

    /// <summary>The house's address; letters without it would lead nowhere.</summary>
    public string? Address => configuration["PublicAddress"] is { Length: > 0 } set ? set.TrimEnd('/') : null;

    /// <inheritdoc/>
    /// <returns>Not found where the member left or does not see the board, busy while numbers are loaded.</returns>
    public async Task<Result<WrittenMail>> Write(OrganisationStore store, Letter row, CancellationToken cancel)
    {
        var organisation = store.Organisation;
        // What is remembered for some seconds is not enough: whoever left a moment ago gets nothing.
        entrance.Forget(organisation);
        if (Address is not { } address || await entrance.Find(organisation, row.MemberId, cancel) is not { } reader) return new Refusal.NotFound();
        var to = await store.Members.Where(member => member.Id == reader.Id && member.LeftAt == null).Select(member => member.Mail).SingleOrDefaultAsync(cancel);
        var stop = await store.MailingReaders.Where(one => one.BoardId == row.BoardId && one.MemberId == reader.Id).Select(one => one.StopKey).SingleOrDefaultAsync(cancel);
        var face = await entrance.FaceOf(organisation, cancel);
        var language = await LanguageOf(reader, face, cancel);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (language, language);
        if (to is null || await read.Run(reader, row.BoardId, face.TimeZone, cancel) is not { } board) return new Refusal.NotFound();
        if (board.Loaded < 1) return new Refusal.Busy(TimeSpan.FromSeconds(5));
        var frame = FrameOf(reader, face, board) with { Stop = stop is null ? null : $"{address}/{organisation}/boards/stop/{stop}" };
        frame = frame with { Link = $"{address}/{organisation}/boards/{row.BoardId}", Scores = $"{address}/{organisation}/scores" };
        var pieces = LetterPieces.Of(board);
        return new WrittenMail(to, new($"{frame.Board} · {frame.Whose}", LetterText.Of(frame, pieces), language)
        {
            Html = LetterHtml.Of(frame, pieces, language), StopsAt = frame.Stop is { } its && its.StartsWith("https://", StringComparison.Ordinal) ? new(its) : null,
        });
    }

    private static LetterFrame FrameOf(Member reader, Face face, BoardView board)
    {
        var name = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? face.NameEn ?? face.Name : face.Name;
        return new(OneLine(board.Board.Name), $"{OneLine(name)} · {Moments.Date(Moments.Local(board.At, face.TimeZone))}", reader.SeesAll ? Boards.Words.CountedAll : Boards.Words.CountedReach, "", null);
    }

    private async Task<CultureInfo> LanguageOf(Member reader, Face face, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        var chosen = await directory.Users.Where(account => account.Id == reader.Id).Select(account => account.Language).SingleOrDefaultAsync(cancel);
        return CultureInfo.GetCultureInfo((chosen ?? face.Language) == "en" ? "en-GB" : "he-IL");
    }

    // A name with a line break in it would end the subject, and begin a header of its own.
    private static string OneLine(string words) => string.Concat(words.Select(letter => char.IsControl(letter) || char.GetUnicodeCategory(letter) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? ' ' : letter));
}
