namespace Kolot.Core.Language;
public static class SearchText { public static string Of(params ReadOnlySpan<string?> t) => ""; }
