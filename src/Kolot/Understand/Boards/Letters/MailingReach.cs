using System.Security.Cryptography;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Boards;
using Kolot.Organisation.Mail;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Boards.Letters;

/// <summary>Whom letters of a board may go to, and what they need to go at all.</summary>
public sealed class MailingReach(OrganisationMail mail, WriteLetter write)
{
    /// <summary>Why no letters can go; null where they can.</summary>
    public async Task<string?> Hindrance(string organisation, CancellationToken cancel) =>
        write.Address is null ? "no_public_address" : await mail.Of(organisation, cancel) is null ? "no_mail_server" : null;

    /// <summary>The members who may get a board: all who are here where it is shared, or else whoever arranges it.</summary>
    public static IQueryable<MemberRow> MayRead(OrganisationStore store, Board board) =>
        store.Members.Where(member => member.LeftAt == null && (board.Shared || member.Id == board.MemberId));

    /// <summary>Those of them who get it.</summary>
    public static IQueryable<MemberRow> Readers(OrganisationStore store, Board board) =>
        MayRead(store, board).Where(member => store.MailingReaders.Any(reader => reader.BoardId == board.Id && reader.MemberId == member.Id));

    /// <summary>That a member gets a board.</summary>
    public static MailingReader Reader(Guid board, Guid member) => new() { BoardId = board, MemberId = member, StopKey = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) };

    /// <summary>The organisation's time zone.</summary>
    public static async Task<TimeZoneInfo> ZoneOf(OrganisationStore store, CancellationToken cancel) =>
        await store.Profiles.Select(profile => profile.TimeZone).SingleOrDefaultAsync(cancel) is { } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : TimeZoneInfo.Utc;
}
