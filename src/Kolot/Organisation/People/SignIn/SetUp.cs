using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;

namespace Kolot.Organisation.People.SignIn;

/// <summary>Sets the house up: the first owner's account and the first organisation, through the printed link.</summary>
public sealed class SetUp(SetUpDoor door, Founding founding, UserManager<Account> accounts, TimeProvider clock)
{
    /// <summary>What the first owner tells.</summary>
    public sealed record Request(
        string Name, string Mail, string Password, string OrganisationName, string OrganisationNameEn, string Organisation, string Language, string TimeZone)
    {
        /// <summary>What is suggested before anything is typed.</summary>
        public static Request Suggested { get; } = new("", "", "", "", "", "", "he", "Asia/Jerusalem");

        /// <summary>Without surrounding blanks, and with a name in addresses where none was typed.</summary>
        public Request Tidy() => this with
        {
            Name = Name.Trim(),
            OrganisationName = OrganisationName.Trim(),
            OrganisationNameEn = OrganisationNameEn.Trim(),
            Organisation = Organisation.Trim() is { Length: > 0 } typed ? typed : Latin.Of(OrganisationNameEn, OrganisationName),
        };
    }

    /// <summary>Founds and lets in.</summary>
    public async Task<Result<Account>> Run(string secret, Request request, CancellationToken cancel)
    {
        var faults = await FaultsOf(request, cancel);
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        if (!await door.Spend(secret, cancel)) return new Refusal.NotFound();

        var mail = Identities.Mail(request.Mail) ?? request.Mail;
        // Left by a set-up that broke off: nobody is a member of anything yet.
        if (await accounts.FindByEmailAsync(mail) is { } left) await accounts.DeleteAsync(left);
        var owner = new Account { Id = Guid.CreateVersion7(clock.GetUtcNow()), Name = request.Name, UserName = mail, Email = mail };
        var making = await accounts.CreateAsync(owner, request.Password);
        if (!making.Succeeded) throw new InvalidOperationException(string.Join(' ', making.Errors.Select(error => error.Description)));

        var nameEn = request.OrganisationNameEn.Length > 0 ? request.OrganisationNameEn : null;
        await founding.Found(new(request.Organisation, request.OrganisationName, nameEn, request.Language, request.TimeZone), owner, cancel);
        return owner;
    }

    /// <summary>The page behind the link, and what it sends.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        const string Why = "The secret in the link is the permission; nobody has an account yet.";
        routes.MapGet("/set-up/{secret}", async Task<IResult> (string secret, SetUpDoor door, CancellationToken cancel) =>
            await door.Opens(secret, cancel) ? Page(secret, Request.Suggested, Faults.None) : Results.NotFound()).OpenToAll(Why);
        routes.MapPost("/set-up/{secret}", async Task<IResult> (string secret, HttpContext context, SetUp act, SetUpDoor door, BeginSession begin) =>
        {
            if (!await door.Opens(secret, context.RequestAborted)) return Results.NotFound();
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var request = new Request(
                form["name"].ToString(), form["mail"].ToString(), form["password"].ToString(), form["organisationName"].ToString(),
                form["organisationNameEn"].ToString(), form["organisation"].ToString(), form["language"].ToString(), form["timeZone"].ToString()).Tidy();
            var done = await act.Run(secret, request, context.RequestAborted);
            if (done.Refusal is Refusal.NotFound) return Results.NotFound();
            if (done.Refused) return Page(secret, request, Faults.Of(done.Refusal, Words.ResourceManager));
            await begin.Run(context, done.Value, context.RequestAborted);
            return Redirects.SeeOther($"/{request.Organisation}/voices");
        }).OpenToAll(Why).RequireRateLimiting(SignInSetup.Doors);
    }

    private async Task<List<Fault>> FaultsOf(Request request, CancellationToken cancel)
    {
        var faults = AccountFaults.Of(request.Name, request.Mail, request.Password);
        if (AccountFaults.Name("organisationName", request.OrganisationName, 120) is { } fault) faults.Add(fault);
        if (request.OrganisationNameEn.Length > 0 && AccountFaults.Name("organisationNameEn", request.OrganisationNameEn, 120) is { } faultEn) faults.Add(faultEn);
        if (!Kolot.Organisation.OrganisationName.IsValid(request.Organisation)) faults.Add(new("organisation", "organisation_name"));
        else if (!await founding.IsFree(request.Organisation, cancel)) faults.Add(new("organisation", "taken"));
        if (request.Language is not ("he" or "en")) faults.Add(new("language", "required"));
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(request.TimeZone, out _)) faults.Add(new("timeZone", "unknown"));
        return faults;
    }

    private static RazorComponentResult<SetUpPage> Page(string secret, Request typed, Faults faults) =>
        new(new { Secret = secret, Typed = typed, Faults = faults }) { StatusCode = faults.Any ? StatusCodes.Status422UnprocessableEntity : null };
}
