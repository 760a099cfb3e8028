namespace Kolot.Core.Organisation;

/// <summary>Somebody whom the organisation serves.</summary>
public sealed class Customer
{
    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>The system that knows this customer: <c>crm</c>; <c>kolot</c> where Kolot met them first.</summary>
    public required string Source { get; init; }

    /// <summary>Their id there.</summary>
    public required string SourceId { get; init; }

    /// <summary>Their name, if known.</summary>
    public string? Name { get; set; }

    /// <summary>The unit that serves them, if one does.</summary>
    public Guid? UnitId { get; set; }

    /// <summary>Since when they are a customer, if known.</summary>
    public DateTime? Since { get; set; }

    /// <summary>When Kolot first heard of them.</summary>
    public DateTime KeptAt { get; init; }

    /// <summary>The import that brought them, if one did.</summary>
    public Guid? ImportId { get; init; }

    /// <summary>Who they were found to be, where they were merged: their voices and identities are that one's. Null for most.</summary>
    public Guid? MergedInto { get; set; }

    /// <summary>How often the record was changed.</summary>
    public int Version { get; set; }
}

/// <summary>Something by which a customer is recognised: a mail address, a phone, a handle.</summary>
public sealed class Identity
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>Whose.</summary>
    public Guid CustomerId { get; set; }

    /// <summary>Whose it would be, were that customer not merged into this one; null where nobody was merged.</summary>
    public Guid? MergedFrom { get; set; }

    /// <summary>What it is: <c>mail</c>, <c>phone</c>, <c>whatsapp</c>, <c>handle</c> or another system's name.</summary>
    public required string Kind { get; init; }

    /// <summary>The value in its one canonical form: a mail in lower case, a phone as +972….</summary>
    public required string Value { get; init; }
}

/// <summary>Something known of a customer: plan, value, came-from, why-left.</summary>
public sealed class CustomerAttribute
{
    /// <summary>Of whom.</summary>
    public Guid CustomerId { get; init; }

    /// <summary>What, as a code: <c>plan</c>, <c>value</c>, <c>came-from</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The value, as text.</summary>
    public required string Value { get; set; }
}
