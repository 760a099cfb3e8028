using System.Globalization;

namespace Kolot.Core.Listen.Surveys;

/// <summary>How a <see cref="Test"/> looks at an answer.</summary>
public enum Look
{
    /// <summary>The value was given, alone or among others.</summary>
    Is,

    /// <summary>The value was not given.</summary>
    IsNot,

    /// <summary>A number of at least the value was given.</summary>
    AtLeast,

    /// <summary>A number of at most the value was given.</summary>
    AtMost,

    /// <summary>Anything was given.</summary>
    Answered,

    /// <summary>Nothing was given.</summary>
    NotAnswered,
}

/// <summary>One look at an answer, or at what is known of whoever answers.</summary>
/// <param name="Of">The field of an answer, such as <c>score</c> or <c>set.fast</c>; or an attribute, as <c>is.plan</c>.</param>
/// <param name="Look">How.</param>
/// <param name="Value">With what; nothing where it is only asked whether anything was given.</param>
public sealed record Test(string Of, Look Look, string Value = "")
{
    /// <summary>How an attribute's name begins in a test.</summary>
    public const string Attribute = "is.";

    /// <summary>Whether it holds.</summary>
    /// <param name="given">What was given by then: answers by field, attributes as <c>is.NAME</c>.</param>
    public bool Holds(Given given)
    {
        var values = given[Of];
        return Look switch
        {
            Look.Is => values.Contains(Value),
            Look.IsNot => !values.Contains(Value),
            Look.AtLeast => Compares(values, (one, other) => one >= other),
            Look.AtMost => Compares(values, (one, other) => one <= other),
            Look.Answered => values.Count > 0,
            _ => values.Count == 0,
        };
    }

    private bool Compares(IReadOnlyList<string> values, Func<double, double, bool> holds) =>
        Number(Value) is { } bound && values.Any(value => Number(value) is { } number && holds(number, bound));

    internal static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}

/// <summary>Of whom something is asked, or to whom it is said.</summary>
/// <param name="Tests">The looks, at least one.</param>
/// <param name="Any">Whether one that holds is enough; else all must.</param>
public sealed record Condition(IReadOnlyList<Test> Tests, bool Any = false)
{
    /// <summary>A condition of one look.</summary>
    public static Condition Where(string of, Look look, string value = "") => new([new(of, look, value)]);

    /// <summary>Whether it holds.</summary>
    public bool Holds(Given given) => Any ? Tests.Any(test => test.Holds(given)) : Tests.All(test => test.Holds(given));

    /// <inheritdoc/>
    public bool Equals(Condition? other) => other is not null && Any == other.Any && Tests.SequenceEqual(other.Tests);

    /// <inheritdoc/>
    public override int GetHashCode() => Tests.Aggregate(Any.GetHashCode(), HashCode.Combine);
}

/// <summary>What was given so far: each answer as the values of its field, each attribute as <c>is.NAME</c>.</summary>
/// <param name="Values">The values by field; a field without any is left out.</param>
public sealed record Given(IReadOnlyDictionary<string, IReadOnlyList<string>> Values)
{
    /// <summary>Nothing yet.</summary>
    public static Given Nothing { get; } = new(new Dictionary<string, IReadOnlyList<string>>());

    /// <summary>The values of a field; none where it was not given.</summary>
    public IReadOnlyList<string> this[string field] => Values.TryGetValue(field, out var values) ? values : [];

    /// <summary>The only value of a field; null where there is none.</summary>
    public string? One(string field) => this[field] is [var value, ..] ? value : null;

    /// <summary>The same with some fields given anew; those without a value are taken away.</summary>
    public Given With(IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> fields)
    {
        var changed = new Dictionary<string, IReadOnlyList<string>>(Values);
        foreach (var (field, values) in fields)
        {
            if (values.Count == 0) changed.Remove(field);
            else changed[field] = values;
        }

        return new(changed);
    }

    /// <summary>The same with one field given.</summary>
    public Given With(string field, params IReadOnlyList<string> values) => With([KeyValuePair.Create(field, values)]);

    /// <summary>The same with only some fields.</summary>
    public Given Only(Func<string, bool> kept) => new(Values.Where(pair => kept(pair.Key)).ToDictionary());
}
