using System.Globalization;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Respond.Afterwards;

namespace Kolot.Respond.Afterwards;

/// <summary>How what is asked after a closing is spoken of.</summary>
internal static class AskedWords
{
    /// <summary>What it is called.</summary>
    public static string Name(ReadyAsking asking) => Said($"Name_{asking.Code}");

    /// <summary>Whom it asks what, and when.</summary>
    public static string About(ReadyAsking asking) => Said($"About_{asking.Code}");

    /// <summary>What its customer is told of after a closing, on the page of a case.</summary>
    public static string Soon(ReadyAsking asking) => Said($"Soon_{asking.Code}");

    /// <summary>Where it stands.</summary>
    public static string State(Campaign? campaign) => campaign?.State switch
    {
        CampaignState.Running => Words.Runs,
        CampaignState.Paused => Words.Rests,
        CampaignState.Draft => Words.IsDraft,
        _ => Words.IsOff,
    };

    private static string Said(string key) => Words.ResourceManager.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
