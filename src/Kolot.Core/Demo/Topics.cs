using Kolot.Core.Demo.Phrases;

namespace Kolot.Core.Demo;

/// <summary>Something that people speak of.</summary>
/// <param name="Code">What it is called in the demonstration.</param>
/// <param name="Touchpoint">Where in the journey it happens.</param>
/// <param name="Title">What a mail about it says in its subject.</param>
/// <param name="Facts">What happened, said in one sentence.</param>
/// <param name="Details">What people add.</param>
internal sealed record Topic(string Code, string Touchpoint, string Title, string[] Facts, string[] Details);

/// <summary>All that people speak of, by code.</summary>
internal static class Topics
{
    public static readonly string[] Questions = ["ask-password", "ask-bill-date", "ask-upgrade", "ask-hours", "ask-visit"];

    public static readonly string[] Requests = ["request-invoice", "request-fixed-ip", "request-mesh", "request-details", "request-language"];

    private static readonly Dictionary<string, Topic> ByCode =
        new[] { Visits.All, AtHome.All, Money.All, Service.All, Ways.All, Asks.All }.SelectMany(all => all).ToDictionary(topic => topic.Code);

    /// <summary>A topic by its code.</summary>
    public static Topic Of(string code) => ByCode[code];

    /// <summary>Where in the journey a topic happens.</summary>
    public static string TouchpointOf(string code) => ByCode[code].Touchpoint;
}
