using System.Security.Claims;
using Kolot.Core.Organisation;
using Kolot.Organisation.People.SignIn;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Authentication;

namespace Kolot.Organisation;

/// <summary>The one way in: finds the organisation in the path and who asks, and keeps out whom the route is not open to.</summary>
/// <remarks>An organisation that one does not belong to looks exactly like one that does not exist.</remarks>
public sealed class Entrance(Stores stores, EntranceMembers members, EntranceKeys keys, ILogger<Entrance> log) : IMiddleware
{
    /// <inheritdoc/>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        // What is no route, such as the answer to a wrong method, holds nothing to guard.
        if (context.GetEndpoint() is not RouteEndpoint endpoint || endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAllowAnonymous>() is not null)
        {
            if (context.GetEndpoint() is null) await Recall(context);
            await next(context);
            return;
        }

        var needed = endpoint.Metadata.GetMetadata<EntranceNeeds.Needed>();
        var open = endpoint.Metadata.GetMetadata<EntranceNeeds.OpenDoor>();
        var refused = needed is null && open is null ? Closed(endpoint) : await Refuse(context, needed, open is { Members: false });
        if (refused is null) await next(context);
        else await Turn(context, refused.Value);
    }

    private int Closed(Endpoint endpoint)
    {
        log.LogError("{Route} says neither what it needs nor that it is open, so it stays closed", endpoint.DisplayName);
        return StatusCodes.Status403Forbidden;
    }

    // Null when the way is free.
    private async ValueTask<int?> Refuse(HttpContext context, EntranceNeeds.Needed? needed, bool open)
    {
        var visit = context.RequestServices.GetRequiredService<Visit>();
        visit.From = context.Connection.RemoteIpAddress?.ToString();
        Introduce(visit, context);
        if (context.GetRouteValue("organisation") is not string organisation)
            return open ? null : visit.AccountId is null ? StatusCodes.Status401Unauthorized
                // Somebody's account is theirs to change, not their organisation's provider's.
                : visit.Only is null ? null : StatusCodes.Status403Forbidden;

        var cancel = context.RequestAborted;
        // Keys are for the API: a page shows more at once than any scope names. Where all may come in, nobody asks for one.
        if (!open && Trouble.IsApi(context.Request) && Bearer(context) is { } secret)
            return await keys.Recognise(organisation, secret, cancel) is not { } key ? StatusCodes.Status401Unauthorized
                : !await stores.Exists(organisation, cancel) ? StatusCodes.Status404NotFound
                : await Admit(visit, key, needed, cancel);

        if (visit.AccountId is not { } account && !open) return StatusCodes.Status401Unauthorized;
        if (!await stores.Exists(organisation, cancel)) return StatusCodes.Status404NotFound;
        // Of another organisation's provider one is nobody here.
        if (visit.Only is not null && visit.Only != organisation) visit.AccountId = null;
        var member = visit.AccountId is { } known ? await members.Find(organisation, known, cancel) : null;
        if (member is not null) return await Admit(visit, member, needed, cancel);
        if (!open) return StatusCodes.Status404NotFound;
        await Place(visit, organisation, cancel);
        return null;
    }

    private async ValueTask<int?> Admit(Visit visit, Member member, EntranceNeeds.Needed? needed, CancellationToken cancel)
    {
        visit.Member = member;
        visit.MemberName = member.Name;
        await Place(visit, member.Organisation, cancel);
        return needed is not null && !needed.IsOpenTo(member) ? StatusCodes.Status403Forbidden : null;
    }

    private async ValueTask Place(Visit visit, string organisation, CancellationToken cancel)
    {
        var face = await members.FaceOf(organisation, cancel);
        visit.Organisation = organisation;
        (visit.OrganisationName, visit.OrganisationNameEn, visit.DemandsSecondStep) = (face.Name, face.NameEn, face.DemandsSecondStep);
        visit.CurrencySign = Currencies.SignOf(face.Currency);
        visit.TimeZone = face.TimeZone;
        visit.DefaultLanguage ??= face.Language;
        visit.Outages = members.OutagesNow(face);
    }

    // A path that is no page says so within the organisation of whoever asks.
    private async ValueTask Recall(HttpContext context)
    {
        var visit = context.RequestServices.GetRequiredService<Visit>();
        Introduce(visit, context);
        if (visit.AccountId is not { } account || context.Request.Path.Value?.Split('/') is not [_, var organisation, ..]) return;
        if (!OrganisationName.IsValid(organisation) || !await stores.Exists(organisation, context.RequestAborted)) return;
        if (visit.Only is not null && visit.Only != organisation) return;
        if (await members.Find(organisation, account, context.RequestAborted) is { } member) await Admit(visit, member, null, context.RequestAborted);
    }

    private static void Introduce(Visit visit, HttpContext context)
    {
        var user = context.User;
        if (!Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var account)) return;
        visit.AccountId = account;
        var session = context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties;
        (visit.Only, visit.ProvenAt, visit.BegunAt) = (BeginSession.OnlyOf(session), BeginSession.ProvenAt(session), BeginSession.BegunAt(session));
        visit.ByPasskey = BeginSession.IsByPasskey(session);
        visit.MemberName = user.FindFirstValue(EntranceSetup.NameClaim);
        visit.DefaultLanguage = user.FindFirstValue(EntranceSetup.LanguageClaim);
    }

    /// <summary>The secret that a program shows; null if it shows none.</summary>
    internal static string? Bearer(HttpContext context)
    {
        const string Scheme = "Bearer ";
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }

    private static async Task Turn(HttpContext context, int status)
    {
        var request = context.Request;
        if (status != StatusCodes.Status401Unauthorized || Trouble.IsApi(request))
        {
            if (status == StatusCodes.Status401Unauthorized) context.Response.Headers.WWWAuthenticate = "Bearer";
            context.Response.StatusCode = status;
            return;
        }

        if (await HeldForms.Take(context) is { } held)
        {
            Language.Speak(context);
            var kept = context.RequestServices.GetRequiredService<HeldForms>().Seal(held, Sessions.WhoseEnded(context));
            await (await EnterWithPassword.Page(context, new("", request.Path, kept), Faults.None, status)).ExecuteAsync(context);
            return;
        }

        // What cannot be held cannot be posted again after signing in: one comes back to the page it was on.
        var back = HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : request.Path.Value;
        context.Response.Redirect($"/sign-in?to={Uri.EscapeDataString(back ?? "/")}");
    }
}

/// <summary>Puts the entrance into the house.</summary>
public static class EntranceSetup
{
    /// <summary>The claim that holds the account's name.</summary>
    public const string NameClaim = "kolot:name";

    /// <summary>The claim that holds the language that the account chose.</summary>
    public const string LanguageClaim = "kolot:language";

    /// <summary>Registers the entrance.</summary>
    public static IServiceCollection AddEntrance(this IServiceCollection services) =>
        services.AddSingleton<EntranceMembers>().AddSingleton<EntranceKeys>().AddSingleton<Entrance>();

    /// <summary>Stands at the door: after it is known who is signed in, before the language is chosen.</summary>
    public static IApplicationBuilder UseEntrance(this IApplicationBuilder app) => app.UseMiddleware<Entrance>();

    /// <summary>Pages of an organisation.</summary>
    public static RouteGroupBuilder MapOrganisation(this IEndpointRouteBuilder routes) => routes.MapGroup("/{organisation}");

    /// <summary>The API of an organisation.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder routes) => routes.MapGroup("/api/v1/{organisation}");
}
