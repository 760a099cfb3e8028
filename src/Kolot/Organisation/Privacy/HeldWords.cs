using System.Globalization;
using Kolot.Store;

namespace Kolot.Organisation.Privacy;

/// <summary>What is held, in the reader's language.</summary>
internal static class HeldWords
{
    /// <summary>What an area is called.</summary>
    public static string Name(HeldArea area) => Said($"Area_{area.Code}");

    /// <summary>For what it is kept.</summary>
    public static string Purpose(HeldArea area) => Said($"Purpose_{area.Code}");

    /// <summary>What a kind of personal data is called.</summary>
    public static string Of(Personal kind) => Said($"Personal_{kind}");

    /// <summary>Where it lies.</summary>
    public static string Of(StoreKind kind) => kind == StoreKind.Sqlite ? Words.InFile : Words.InServer;

    private static string Said(string key) => Words.ResourceManager.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
