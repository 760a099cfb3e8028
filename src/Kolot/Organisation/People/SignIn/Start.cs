using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People.SignIn;

/// <summary>The bare address: leads everybody to where they belong.</summary>
public static class Start
{
    /// <summary>The start page.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/", Lead).OpenToAll("It leads on: to the own organisation, or to the door.");

    private static async Task<IResult> Lead(Visit visit, DirectoryStore directory, SetUpDoor door, Faces faces, CancellationToken cancel)
    {
        if (visit.AccountId is not { } account)
            return await door.IsNeeded(cancel) ? new RazorComponentResult<NotSetUpPage>() : Redirects.SeeOther("/sign-in");

        if (visit.Only is { } one) return Redirects.SeeOther(Redirects.Home(one));
        var organisations = await directory.Memberships.AsNoTracking().Where(row => row.AccountId == account)
            .Select(row => row.Organisation).OrderBy(name => name).ToListAsync(cancel);
        if (organisations is [var only]) return Redirects.SeeOther(Redirects.Home(only));

        var shown = new List<(string Organisation, Face? Face)>();
        foreach (var organisation in organisations) shown.Add((organisation, await faces.Of(organisation, cancel)));
        return new RazorComponentResult<ChooseOrganisationPage>(new { Organisations = shown });
    }

    /// <summary>Asks each organisation for itself how it introduces itself.</summary>
    public sealed class Faces(Stores stores, EntranceMembers members)
    {
        /// <summary>How one introduces itself; null while it is closed.</summary>
        public async Task<Face?> Of(string organisation, CancellationToken cancel)
        {
            try
            {
                return await stores.Exists(organisation, cancel) ? await members.FaceOf(organisation, cancel) : null;
            }
            catch (Exception fault) when (fault is OrganisationClosedException || Outage.Is(fault))
            {
                return null;
            }
        }
    }
}
