using System.Globalization;
using Kolot.Core.Listen.Contact;
using Kolot.Store;

namespace Kolot.Listen.Enquiries;

/// <summary>Which enquiries are listed.</summary>
public enum EnquiryList
{
    /// <summary>Those that wait for an answer.</summary>
    Waiting,

    /// <summary>Of these, those whose promised time is over.</summary>
    Late,

    /// <summary>Those that were answered.</summary>
    Answered,

    /// <summary>Those of which whoever wrote says that they are solved.</summary>
    Solved,

    /// <summary>All.</summary>
    All,
}

/// <summary>What the list of enquiries is narrowed to. It stands in the address, so that it can be sent and kept.</summary>
public sealed record EnquiryQuery
{
    /// <summary>How many stand on a page.</summary>
    public const int PageSize = 30;

    /// <summary>The names of the filters in an address, besides which list it is.</summary>
    public static readonly string[] Filters = ["topic", "unit", "touchpoint", "language"];

    private const int LongestText = 80;
    private const int LastPage = 10_000;

    /// <summary>Which list.</summary>
    public EnquiryList List { get; init; }

    /// <summary>A topic's code.</summary>
    public string? Topic { get; init; }

    /// <summary>A unit's code: it and all below it.</summary>
    public string? Unit { get; init; }

    /// <summary>A touchpoint's code.</summary>
    public string? Touchpoint { get; init; }

    /// <summary>In which language it was written to us.</summary>
    public string? Language { get; init; }

    /// <summary>Which page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Whether anything is narrowed besides which list it is.</summary>
    public bool Narrowed => (Topic ?? Unit ?? Touchpoint ?? Language) is not null;

    /// <summary>Reads an address. What it cannot read it leaves out: a mangled link shows more, never an error.</summary>
    public static EnquiryQuery FromAddress(IQueryCollection query) => new()
    {
        List = query["list"].ToString() is { Length: > 0 } list && !char.IsAsciiDigit(list[0]) && Enum.TryParse<EnquiryList>(list, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : EnquiryList.Waiting,
        Topic = Text(query, "topic"), Unit = Text(query, "unit"), Touchpoint = Text(query, "touchpoint"), Language = Text(query, "language"),
        Page = int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < LastPage ? page : 1,
    };

    /// <summary>Those of a list.</summary>
    internal static IQueryable<Written> Of(IQueryable<Written> all, EnquiryList list, DateTime now) => list switch
    {
        EnquiryList.Waiting => all.Where(one => one.Enquiry.Since != null),
        EnquiryList.Late => all.Where(one => one.Enquiry.Since != null && one.Enquiry.DueAt < now),
        EnquiryList.Answered => all.Where(one => one.Enquiry.State == EnquiryState.Answered),
        EnquiryList.Solved => all.Where(one => one.Enquiry.State == EnquiryState.Solved),
        _ => all,
    };

    private static string? Text(IQueryCollection query, string name) => query[name].ToString().Trim() is { Length: > 0 and <= LongestText } text ? text : null;
}

/// <summary>An enquiry with its voice.</summary>
internal sealed class Written
{
    /// <summary>The enquiry.</summary>
    public required Enquiry Enquiry { get; init; }

    /// <summary>What was written.</summary>
    public required Core.Listen.Voice Voice { get; init; }
}
