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
    public async Task<Stand> Of(string organisation, string secret, CancellationToken cancel)
    {
        if (await links.Whose(organisation, secret, cancel) is not { } whose) return Stand.Gone;
        await using var store = await stores.Open(organisation, cancel);
        return (await optOuts.Among(store, Purpose.Feedback, whose, cancel)).IsEmpty ? Stand.Asks : Stand.Ended;
    }

    /// <summary>Ends messages of these purposes.</summary>
    public async Task<Stand> Run(string organisation, string secret, IReadOnlyList<Purpose> purposes, OptOutWay way, CancellationToken cancel)
    {
        if (await links.Whose(organisation, secret, cancel) is not { } whose) return Stand.Gone;
        foreach (var purpose in purposes) await optOut.Run(organisation, whose, purpose, way, cancel);
        return Stand.Ended;
    }

    /// <summary>Takes back what was just said by a link.</summary>
    public async Task<Stand> Mend(string organisation, string secret, CancellationToken cancel)
    {
        if (await links.Whose(organisation, secret, cancel) is not { } whose) return Stand.Gone;
        await optOut.Mend(organisation, whose, cancel);
        return await Of(organisation, secret, cancel) is Stand.Asks ? Stand.GoesOn : Stand.Ended;
    }

    /// <summary>The page behind the link, and what it sends; mail programs send the same by themselves (RFC 8058). The second address stands in messages of before.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        foreach (var path in new[] { "/stop/{secret}", "/a/{secret}/stop" })
        {
            organisation.MapGet(path, async (string secret, HttpContext context, Visit visit, StopAsking act) =>
                Page(context, await act.Of(visit.Organisation ?? "", secret, context.RequestAborted))).OpenToAll(Why).AddEndpointFilter(Doorway.Open);
            organisation.MapPost(path, Take).DisableAntiforgery().OpenToAll(Why).AddEndpointFilter(Doorway.Open);
        }
    }

    private static async Task<IResult> Take(string secret, HttpContext context, Visit visit, StopAsking act)
    {
        var (name, cancel) = (visit.Organisation ?? "", context.RequestAborted);
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(cancel) : FormCollection.Empty;
        if (form.ContainsKey("mistake")) return Page(context, await act.Mend(name, secret, cancel));
        var way = form.ContainsKey("List-Unsubscribe") ? OptOutWay.MailProgram : OptOutWay.Link;
        IReadOnlyList<Purpose> purposes = form["what"] == "all" ? [Purpose.Feedback, Purpose.Marketing] : [Purpose.Feedback];
        return Page(context, await act.Run(name, secret, purposes, way, cancel));
    }

    private static RazorComponentResult<StopAskingPage> Page(HttpContext context, Stand stand)
    {
        AnswerStyle.Allow(context);
        return new(new { Address = context.Request.Path.Value, Stand = stand }) { StatusCode = stand == Stand.Gone ? StatusCodes.Status410Gone : null };
    }
}
