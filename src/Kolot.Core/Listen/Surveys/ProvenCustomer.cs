namespace Kolot.Core.Listen.Surveys;

/// <summary>Whom a site proved to answer stays with what they gave, so that it is theirs also where they leave before the end.</summary>
public static class ProvenCustomer
{
    // No question, and nothing that comes along, may be called so: no form can say it.
    private const string Field = "@customer";

    /// <summary>What stands in what is kept wherever somebody was proven, to be looked for.</summary>
    public const string Mark = $"\"{Field}\":";

    /// <summary>What was given, with who was proven to give it; as it was where they have no number in another system.</summary>
    public static Given Beside(Given given, HeardCustomer customer) => customer is { Source: { } source, Id: { } id } ? given.With(Field, source, id) : given;

    /// <summary>Who was proven to give it; null where nobody was.</summary>
    public static HeardCustomer? Of(Given given) => given[Field] is [var source, var id] ? new() { Source = source, Id = id } : null;
}
