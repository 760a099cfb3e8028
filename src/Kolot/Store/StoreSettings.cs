using System.ComponentModel.DataAnnotations;
using Npgsql;

namespace Kolot.Store;

/// <summary>Where Kolot keeps what it is told. Section <c>Store</c>.</summary>
public sealed class StoreSettings : IValidatableObject
{
    /// <summary>The folder of the SQLite files, used where no PostgreSQL is named.</summary>
    [Required]
    public string Folder { get; init; } = "data";

    /// <summary>The connection string of a PostgreSQL server; SQLite files are used where it is empty.</summary>
    public string? Postgres { get; init; }

    /// <summary>The schema of the directory on PostgreSQL; organisations' schemas begin with it.</summary>
    /// <remarks>Without underscores, so that no two houses on one server meet in a schema: <c>kolot</c> with <c>a-b</c>, <c>kolot_a</c> with <c>b</c>.</remarks>
    [Required, RegularExpression("^[a-z][a-z0-9]{0,21}$", ErrorMessage = "Not a schema: a lower-case Latin letter, then up to 21 lower-case Latin letters or digits.")]
    public string Schema { get; init; } = "kolot";

    /// <summary>How much a commit must reach before it counts. Anything but <c>Full</c> is for measuring only.</summary>
    public Durability Durability { get; init; } = Durability.Full;

    /// <summary>How many voices may wait to be kept, for each organisation, before Kolot says that it is busy.</summary>
    [Range(1, 1_000_000)]
    public int Waiting { get; init; } = 4096;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrWhiteSpace(Postgres)) yield break;
        ValidationResult? fault = null;
        try
        {
            if (string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(Postgres).Host)) fault = new("The connection string names no Host.", [nameof(Postgres)]);
        }
        catch (ArgumentException unreadable)
        {
            fault = new($"Not a connection string: {unreadable.Message}", [nameof(Postgres)]);
        }

        if (fault is not null) yield return fault;
    }
}

/// <summary>How much a commit must reach before it counts.</summary>
public enum Durability
{
    /// <summary>The disk.</summary>
    Full,

    /// <summary>The operating system. A power cut may lose what was acknowledged.</summary>
    Off,
}

/// <summary>The kinds of database that Kolot keeps organisations in.</summary>
public enum StoreKind
{
    /// <summary>A file.</summary>
    Sqlite,

    /// <summary>A schema on a PostgreSQL server.</summary>
    Postgres,
}
