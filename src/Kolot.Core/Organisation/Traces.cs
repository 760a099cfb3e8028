using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Kolot.Core.Organisation;

/// <summary>A mail address or a phone that stands in a text.</summary>
/// <param name="At">Where it begins.</param>
/// <param name="Length">How many characters it takes.</param>
/// <param name="Identity">What it is, in its canonical form.</param>
public readonly record struct Trace(int At, int Length, WrittenIdentity Identity);

/// <summary>Finds people in texts: the mail addresses and phones that were written there, however they were written.</summary>
/// <remarks>One finder for what is looked for, erased and kept out: what an erasure removed is recognised by the same eyes when it comes again.</remarks>
public static partial class Traces
{
    /// <summary>What stands where something was erased.</summary>
    public const string Erased = "[…]";

    // +972 (52) 123-45-67 has five groups of digits.
    private const int MostGroups = 6;
    private const int WidestGap = 3;
    private const int Beside = 60;

    private static readonly SearchValues<char> Between = SearchValues.Create(" -–.()/\u00a0\u200e\u200f");

    /// <summary>All that could be somebody, in order; what overlaps is told each for itself, the longest first.</summary>
    public static IEnumerable<Trace> In(string? text)
    {
        if (string.IsNullOrEmpty(text)) yield break;
        foreach (Match mail in (IEnumerable<Match>)Mail().Matches(text))
        {
            // A file's ending or the next sentence may follow without a space.
            for (var end = mail.Value; end.LastIndexOf('.') > end.IndexOf('@', StringComparison.Ordinal); end = end[..end.LastIndexOf('.')])
                if (Identities.Mail(end) is { } value) yield return new(mail.Index, end.Length, new("mail", value));
        }

        Match[] groups = [.. (IEnumerable<Match>)Digits().Matches(text)];
        for (var first = 0; first < groups.Length; first++)
        {
            for (var last = Math.Min(groups.Length, first + MostGroups) - 1; last >= first; last--)
            {
                var (at, length) = (groups[first].Index, groups[last].Index + groups[last].Length - groups[first].Index);
                if (Together(text, groups.AsSpan(first..(last + 1))) && PhoneIn(text.AsSpan(at, length)) is { } value) yield return new(at, length, new("phone", value));
            }
        }
    }

    /// <summary>A text without those who are gone.</summary>
    public static string? Without(string? text, Func<WrittenIdentity, bool> isGone)
    {
        if (text is null) return null;
        var kept = new StringBuilder();
        var next = 0;
        foreach (var trace in In(text).Where(trace => isGone(trace.Identity)).OrderBy(trace => trace.At).ThenByDescending(trace => trace.Length))
        {
            if (trace.At < next) continue;
            kept.Append(text, next, trace.At - next).Append(Erased);
            next = trace.At + trace.Length;
        }

        return next == 0 ? text : kept.Append(text, next, text.Length - next).ToString();
    }

    /// <summary>Whether one who is gone stands in it.</summary>
    public static bool Holds(string? text, Func<WrittenIdentity, bool> isGone) => In(text).Any(trace => isGone(trace.Identity));

    /// <summary>Where somebody stands in some texts, with a few words around: what else is said there is of others.</summary>
    public static IEnumerable<string> Around(Func<WrittenIdentity, bool> isTheirs, params IEnumerable<string?> texts)
    {
        foreach (var text in texts.OfType<string>())
            foreach (var trace in In(text).Where(trace => isTheirs(trace.Identity)))
            {
                var from = Math.Max(0, trace.At - Beside);
                yield return text[from..Math.Min(text.Length, trace.At + trace.Length + Beside)];
            }
    }

    private static bool Together(string text, ReadOnlySpan<Match> groups)
    {
        for (var next = 1; next < groups.Length; next++)
        {
            var end = groups[next - 1].Index + groups[next - 1].Length;
            var gap = text.AsSpan(end, groups[next].Index - end);
            if (gap.Length > WidestGap || groups[next].Value[0] == '+' || gap.ContainsAnyExcept(Between)) return false;
        }

        return true;
    }

    // Years, sums and order numbers are no phones: one begins with a plus or a zero, or with the country.
    private static string? PhoneIn(ReadOnlySpan<char> written) =>
        written[0] is '+' or '0' || written.StartsWith("972", StringComparison.Ordinal) ? Identities.Phone(written.ToString()) : null;

    [GeneratedRegex(@"[A-Za-z0-9][A-Za-z0-9._%+\-]*@[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?)+")]
    private static partial Regex Mail();

    [GeneratedRegex(@"\+?[0-9]+")]
    private static partial Regex Digits();
}
