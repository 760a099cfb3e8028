using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Organisation.Places;

/// <summary>Shows the pages on which an organisation names its units, channels, stages and touchpoints.</summary>
public sealed class NamedPages(Stores stores, Visit visit, Notices notices)
{
    /// <summary>Who is here.</summary>
    public Visit Visit => visit;

    /// <summary>Where a sentence for the next page is left.</summary>
    public Notices Notices => notices;

    /// <summary>The list of units or channels.</summary>
    public async Task<IResult> List(NamedKind kind, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        return new RazorComponentResult<NamedListPage>(new { Rows = await NamedRows.SeenBy(store, visit.Here, kind, cancel) });
    }

    /// <summary>The stages, each with its touchpoints.</summary>
    public async Task<IResult> Journey(CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var rows = await NamedRows.SeenBy(store, visit.Here, NamedKind.Touchpoint, cancel);
        return new RazorComponentResult<JourneyPage>(new { Rows = rows });
    }

    /// <summary>The form of one, as it stands or as it was typed and refused.</summary>
    public async Task<IResult> Form(ChangeNamed.Request request, Refusal? refusal, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var rows = await NamedRows.SeenBy(store, visit.Here, request.Kind, cancel);
        var known = request.Id is { } id ? rows.Find(id) : null;
        if (refusal is Refusal.NotFound || (request.Id is not null && known is null)) return Results.NotFound();

        var saved = known is null ? null : Written(known, rows);
        var typed = request.Draft with { Above = request.Draft.Above ?? (known is null ? Whole(rows) : null) };
        // Only whoever was shown both sides saves once more knowingly.
        if (refusal is Refusal.Conflict) typed = typed with { Version = saved?.Version };
        var form = new NamedForm(rows, known, Over(typed, saved), refusal is Refusal.Conflict ? saved : null);
        return new RazorComponentResult<NamedPage>(new { Form = form, Faults = Faults.Of(refusal, Words.ResourceManager) })
        {
            StatusCode = Problems.StatusOf(refusal),
        };
    }

    /// <summary>Something named as a form would write it.</summary>
    internal static NamedDraft Written(INamed named, NamedRows rows)
    {
        var terms = NamedTerms.Of(named);
        return new()
        {
            Code = terms.Code,
            Name = terms.Name,
            NameEn = terms.NameEn ?? "",
            Above = rows.AboveCode(terms.AboveId) ?? "",
            Icon = terms.Icon,
            Share = NamedCsv.PercentOf(terms.Share),
            Position = terms.Position.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Retired = terms.Retired ? "yes" : "no",
            Version = named.Version,
        };
    }

    // A new unit is part of the whole, or of the widest that its maker sees, unless it is said to stand elsewhere.
    private static string? Whole(NamedRows rows) => rows.Kind != NamedKind.Unit ? null
        : NamedOrder.Tree(rows.Named).Select(one => one.Named).FirstOrDefault(unit => !unit.Retired)?.Code;

    // What was typed, over what is saved.
    private static NamedDraft Over(NamedDraft typed, NamedDraft? saved) => saved is null ? typed with { Version = null } : new()
    {
        Code = typed.Code ?? saved.Code,
        Name = typed.Name ?? saved.Name,
        NameEn = typed.NameEn ?? saved.NameEn,
        Above = typed.Above ?? saved.Above,
        Icon = typed.Icon ?? saved.Icon,
        Share = typed.Share ?? saved.Share,
        Retired = typed.Retired ?? saved.Retired,
        Version = typed.Version ?? saved.Version,
    };
}

/// <summary>What the form of one shows.</summary>
/// <param name="Rows">All of its kind, and what it can belong to.</param>
/// <param name="Known">The one; null for a new one.</param>
/// <param name="Draft">What the fields hold.</param>
/// <param name="Theirs">What was saved meanwhile by somebody else; null unless the change was refused for it.</param>
public sealed record NamedForm(NamedRows Rows, INamed? Known, NamedDraft Draft, NamedDraft? Theirs);
