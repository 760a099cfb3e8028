using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People.SignIn;
using Kolot.Shell;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Organisation.People;

/// <summary>One member's page.</summary>
public sealed class MemberView(MembersView members, SignInLog signIns, Belongings belongings, Visit visit)
{
    /// <summary>Shows it, with what was typed and refused.</summary>
    public async Task<IResult> Show(Guid id, ChangeMember.Request? typed, Refusal? refusal, CancellationToken cancel)
    {
        var shown = await members.Load(cancel);
        if (shown.Members.FirstOrDefault(member => member.Id == id) is not { } member) return Results.NotFound();
        return new RazorComponentResult<MemberPage>(new
        {
            Shown = shown, Row = member, SignIns = await signIns.SeenBy(visit.Here.Organisation, id, cancel), Typed = typed?.Draft ?? MemberDraft.Of(member), Refusal = refusal,
            Held = await belongings.Of(visit.Here, id, cancel),
            // Only whoever was shown both sides saves once more knowingly.
            Version = typed is null || refusal is Refusal.Conflict ? member.Version : typed.Version,
        })
        {
            StatusCode = Problems.StatusOf(refusal),
        };
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) =>
        organisation.MapGet("/settings/members/{id:guid}", (Guid id, MemberView view, CancellationToken cancel) => view.Show(id, null, null, cancel))
            .Needs(Right.ManageMembers);
}
