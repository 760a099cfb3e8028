using Kolot.Core;
using Kolot.Organisation.People.SignIn;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;

namespace Kolot.Organisation.People.SecondStep;

/// <summary>That somebody gave the right password just now: sealed into the page that asks for the code, and good for five minutes.</summary>
public sealed class HalfWayIn(PageSeal seal)
{
    private const string Purpose = "code";

    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(5);

    /// <summary>Seals it. A password that changes meanwhile ends it.</summary>
    public string Seal(Account account) => seal.Seal(Purpose, $"{account.Id}|{account.SecurityStamp}");

    /// <summary>Whose it is; null where it was not sealed here, or too long ago.</summary>
    public (Guid Account, string Stamp)? Open(string? kept) =>
        seal.Open(Purpose, Lasting, kept)?.Split('|', 2) is [var id, var stamp] ? (Guid.Parse(id), stamp) : null;
}

/// <summary>Lets somebody in whose password was right, by a code.</summary>
public sealed class EnterWithCode(UserManager<Account> accounts, HalfWayIn halfWay, SecondSteps steps, BeginSession begin)
{
    /// <summary>Begins a session.</summary>
    /// <returns>Whose; not found where the password must be given once more.</returns>
    public async Task<Result<Account>> Run(HttpContext context, string? halfWayIn, string code)
    {
        if (halfWay.Open(halfWayIn) is not { } open || await accounts.FindByIdAsync($"{open.Account}") is not { } account || account.SecurityStamp != open.Stamp)
            return new Refusal.NotFound();
        if (!await steps.Takes(account.Id, code, context.RequestAborted)) return new Refusal.Invalid("code", "wrong_code");
        await begin.Run(context, account, context.RequestAborted, steppedTwice: true);
        return account;
    }

    /// <summary>The page that asks.</summary>
    internal static RazorComponentResult<CodePage> Page(string halfWayIn, EnterWithPassword.Typed typed, Faults faults, int? status) =>
        new(new { HalfWayIn = halfWayIn, Typed = typed, Faults = faults }) { StatusCode = status };

    /// <summary>What that page sends.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/sign-in/code", async (HttpContext context, EnterWithCode act) =>
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var typed = new EnterWithPassword.Typed("", form["to"].ToString(), form["held"].ToString());
        var halfWayIn = form["halfWayIn"].ToString();
        var done = await act.Run(context, halfWayIn, form["code"].ToString());
        var faults = Faults.Of(done.Refusal is Refusal.NotFound ? new Refusal.Invalid("password", "half_way_over") : done.Refusal, Words.ResourceManager);
        return done.Refusal switch
        {
            null => await EnterWithPassword.Onward(context, done.Value, typed),
            Refusal.NotFound => await EnterWithPassword.Page(context, typed, faults, StatusCodes.Status422UnprocessableEntity),
            _ => Page(halfWayIn, typed, faults, StatusCodes.Status422UnprocessableEntity),
        };
    }).OpenToAll("Who is to sign in gave the password alone yet.").RequireRateLimiting(SignInSetup.Doors);
}
