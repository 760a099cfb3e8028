using System.Text.Json;

namespace Kolot.Core.Listen;

/// <summary>A voice as it arrives, from the API, a form or a file, before anything was checked.</summary>
public sealed record HeardVoice
{
    /// <summary>The system that it comes from, not the way it came; must be told.</summary>
    public string? Source { get; init; }

    /// <summary>Its id there: the same source and id are the same voice.</summary>
    public string? Id { get; init; }

    /// <summary>When it was said, with its offset; now if left out.</summary>
    public DateTimeOffset? HeardAt { get; init; }

    /// <summary>The channel's code; must be told.</summary>
    public string? Channel { get; init; }

    /// <summary>The touchpoint's code.</summary>
    public string? Touchpoint { get; init; }

    /// <summary>The unit's code.</summary>
    public string? Unit { get; init; }

    /// <summary>feedback, complaint, request, question, idea or praise; feedback if left out.</summary>
    public string? Kind { get; init; }

    /// <summary>A title, where there is one.</summary>
    public string? Title { get; init; }

    /// <summary>The words, up to 20,000 characters.</summary>
    public string? Text { get; init; }

    /// <summary>The headline score.</summary>
    public HeardScore? Score { get; init; }

    /// <summary>Further answers: question to text, number or yes and no.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Answers { get; init; }

    /// <summary>Whose it is.</summary>
    public HeardCustomer? Customer { get; init; }

    /// <summary>Who wrote it down, where that is not the customer.</summary>
    public string? Author { get; init; }

    /// <summary>Under which version of the privacy notice the customer gave it: language and number, such as he-3. Left out, those in force when it was said are told.</summary>
    public string? Notice { get; init; }

    /// <summary>Whether it is history: read and measured, but starting no clock, case or message.</summary>
    public bool History { get; init; }
}

/// <summary>A score as given, with the ends of its scale.</summary>
/// <param name="Value">The score.</param>
/// <param name="Low">The lowest that could be given; 0 if left out.</param>
/// <param name="High">The highest that could be given; 10 if left out.</param>
public sealed record HeardScore(double Value, double? Low = null, double? High = null);

/// <summary>A customer as named by a voice: by another system's id, or by mail or phone.</summary>
public sealed record HeardCustomer
{
    /// <summary>The system that knows the customer; the voice's own source if left out.</summary>
    public string? Source { get; init; }

    /// <summary>The customer's id there.</summary>
    public string? Id { get; init; }

    /// <summary>The name.</summary>
    public string? Name { get; init; }

    /// <summary>The mail address.</summary>
    public string? Mail { get; init; }

    /// <summary>The phone number.</summary>
    public string? Phone { get; init; }
}
