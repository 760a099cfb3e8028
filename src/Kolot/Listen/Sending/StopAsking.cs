using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Sending;
using Kolot.Listen.Answering;
using Kolot.Listen.OptOuts;
using Kolot.Listen.Sharing;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Listen.Sending;

/// <summary>Ends what somebody is sent, by the link in a message. Opening it changes nothing: scanners of mail open every link.</summary>
public sealed class StopAsking(Stores stores, StopLinks links, KnownOptOuts optOuts, OptOutOf optOut)
{
    private const string Why = "The secret in a message is the permission, and it ends messages to its reader alone.";

    private static readonly IReadOnlyList<Purpose> Feedback = [Purpose.Feedback];
    private static readonly IReadOnlyList<Purpose> All = [Purpose.Feedback, Purpose.Marketing];

    /// <summary>How it stands with a link.</summary>
    public enum Stand
    {
        /// <summary>It ends messages.</summary>
        Asks,

        /// <summary>They are ended.</summary>
        Ended,

        /// <summary>They go on, since it was a mistake.</summary>
        GoesOn,

        /// <summary>It opens nothing any more.</summary>
        Gone,
    }

    /// <summary>How it stands with a link now.</summary>
    /// <param name="organisation">Whose messages.</param>
    /// <param name="secret">The link's secret.</param>
    /// <param name="purposes">What the link is to end.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Stand> Of(string organisation, string secret, IReadOnlyList<Purpose> purposes, CancellationToken cancel)
    {
        if (await links.Whose(organisation, secret, cancel) is not { } whose) return Stand.Gone;
        await using var store = await stores.Open(organisation, cancel);
        foreach (var purpose in purposes)
            if ((await optOuts.Among(store, purpose, whose, cancel)).IsEmpty) return Stand.Asks;
        return Stand.Ended;
    }

    /// <summary>Ends messages of these purposes.</summary>
    public async Task<Stand> Run(string organisation, string secret, IReadOnlyList<Purpose> purposes, OptOutWay way, CancellationToken cancel)
    {
        if (await links.Whose(organisation, secret, cancel) is not { } whose) return Stand.Gone;
        foreach (var purpose in purposes) await optOut.Run(organisation, whose, purpose, way, cancel);
        return Stand.Ended;
    }

    /// <summary>Takes back what was just said by a link.</summary>
    public async Task<Stand> Mend(string organisation, string secret, IReadOnlyList<Purpose> purposes, CancellationToken cancel)
    {
        if (await links.Whose(organisation, secret, cancel) is not { } whose) return Stand.Gone;
        await optOut.Mend(organisation, whose, cancel);
        return await Of(organisation, secret, purposes, cancel) is Stand.Asks ? Stand.GoesOn : Stand.Ended;
    }

    /// <summary>The page behind the link, and what it sends; mail programs send the same by themselves (RFC 8058). The second address stands in messages that sell, the third in those of before.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        foreach (var (path, ends) in new[] { ("/stop/{secret}", Feedback), ("/stop/{secret}" + StopLinks.OfAll, All), ("/a/{secret}/stop", Feedback) })
        {
            organisation.MapGet(path, async (string secret, HttpContext context, Visit visit, StopAsking act) =>
                Page(context, await act.Of(visit.Organisation ?? "", secret, ends, context.RequestAborted))).OpenToAll(Why).AddEndpointFilter(Doorway.Open);
            organisation.MapPost(path, (string secret, HttpContext context, Visit visit, StopAsking act) => Take(secret, context, (visit.Organisation ?? "", ends), act)).DisableAntiforgery().OpenToAll(Why).AddEndpointFilter(Doorway.Open);
        }
    }

    private static async Task<IResult> Take(string secret, HttpContext context, (string Organisation, IReadOnlyList<Purpose> Ends) link, StopAsking act)
    {
        var (name, cancel) = (link.Organisation, context.RequestAborted);
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(cancel) : FormCollection.Empty;
        if (form.ContainsKey("mistake")) return Page(context, await act.Mend(name, secret, link.Ends, cancel));
        var way = form.ContainsKey("List-Unsubscribe") ? OptOutWay.MailProgram : OptOutWay.Link;
        // A mail program says no more than that it is to end: what its message was of.
        var purposes = form["what"].ToString() switch { "all" => All, "feedback" => Feedback, _ => link.Ends };
        return Page(context, await act.Run(name, secret, purposes, way, cancel));
    }

    private static RazorComponentResult<StopAskingPage> Page(HttpContext context, Stand stand)
    {
        AnswerStyle.Allow(context);
        return new(new { Address = context.Request.Path.Value, Stand = stand }) { StatusCode = stand == Stand.Gone ? StatusCodes.Status410Gone : null };
    }
}
