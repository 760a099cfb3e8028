using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People.SignIn;
using Kolot.Outside.Mail;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People;

/// <summary>The pages about members: the list with its open invitations, and inviting.</summary>
public sealed class MembersView(Stores stores, SignInLog signIns, Visit visit, TimeProvider clock)
{
    /// <summary>Everything that the pages show.</summary>
    /// <param name="Members">Who is here.</param>
    /// <param name="Left">Who was.</param>
    /// <param name="Invitations">The open invitations.</param>
    /// <param name="Units">The units.</param>
    public sealed record Shown(
        IReadOnlyList<MemberRow> Members, IReadOnlyList<MemberRow> Left, IReadOnlyList<JoinLink> Invitations, IReadOnlyList<Unit> Units)
    {
        /// <summary>When each of who is here last came in, as far as is known.</summary>
        public IReadOnlyDictionary<Guid, DateTime> LastIn { get; init; } = new Dictionary<Guid, DateTime>();

        /// <summary>Who of them is asked for a code after the password.</summary>
        public IReadOnlySet<Guid> SecondSteps { get; init; } = new HashSet<Guid>();

        /// <summary>Whether invitations can go by mail.</summary>
        public bool SendsMail { get; init; }

        /// <summary>A unit's name in the reader's language.</summary>
        public string? UnitName(Guid? id) =>
            Units.FirstOrDefault(unit => unit.Id == id) is { } unit ? (Language.Here == "en" ? unit.NameEn ?? unit.Name : unit.Name) : null;

        /// <summary>The units that can be chosen.</summary>
        public IReadOnlyList<Option> UnitOptions => [.. Units.Where(unit => !unit.Retired).Select(unit => new Option(unit.Id.ToString(), UnitName(unit.Id) ?? unit.Code))];
    }

    /// <summary>The list.</summary>
    public async Task<IResult> List(CancellationToken cancel) => new RazorComponentResult<MembersPage>(new { Shown = await Load(cancel) });

    /// <summary>Inviting, afresh. Where there is one unit alone, it is whose they will be.</summary>
    public async Task<IResult> Begin(CancellationToken cancel)
    {
        var shown = await Load(cancel);
        var suggested = InviteMember.Request.Suggested;
        if (shown.UnitOptions is [var only]) suggested = suggested with { Draft = suggested.Draft with { Unit = only.Value } };
        return new RazorComponentResult<InvitePage>(new { Shown = shown, Typed = suggested });
    }

    /// <summary>Inviting, with what was typed and refused, or with the link that came of it.</summary>
    public async Task<IResult> Invite(InviteMember.Request typed, Refusal? refusal, string? link, CancellationToken cancel, MailOutcome? outcome = null) =>
        new RazorComponentResult<InvitePage>(new { Shown = await Load(cancel), Typed = typed, Refusal = refusal, Link = link, Outcome = outcome }) { StatusCode = Problems.StatusOf(refusal) };

    /// <summary>Their routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/settings/members", (MembersView view, CancellationToken cancel) => view.List(cancel)).Needs(Right.ManageMembers);
        organisation.MapGet("/settings/invitations", (MembersView view, CancellationToken cancel) => view.Begin(cancel)).Needs(Right.ManageMembers);
    }

    /// <summary>Reads it.</summary>
    public async Task<Shown> Load(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var members = await store.Members.AsNoTracking().OrderBy(member => member.Role).ThenBy(member => member.Name).ToListAsync(cancel);
        var invitations = await store.JoinLinks.AsNoTracking().Where(link => link.SpentAt == null && link.Until > now).OrderBy(link => link.Mail).ToListAsync(cancel);
        var units = await store.Units.AsNoTracking().OrderBy(unit => unit.Position).ThenBy(unit => unit.Name).ToListAsync(cancel);
        var here = members.Where(member => member.LeftAt is null).ToList();
        return new(here, [.. members.Where(member => member.LeftAt is not null)], invitations, units)
        {
            SendsMail = await store.MailSettings.AnyAsync(settings => settings.Host != null, cancel),
            SecondSteps = await signIns.WithSecondStep([.. here.Select(member => member.Id)], cancel),
            LastIn = await signIns.LastOf(visit.Here.Organisation, [.. here.Select(member => member.Id)], cancel),
        };
    }
}
