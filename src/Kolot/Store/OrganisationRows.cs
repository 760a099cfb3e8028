namespace Kolot.Store;

/// <summary>Something that remains to be done because of something that was kept.</summary>
public sealed class Errand
{
    /// <summary>Its number, in order of keeping.</summary>
    public long Id { get; init; }

    /// <summary>What is to be done: <c>voice.read</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>To what: an id.</summary>
    public required string Subject { get; init; }

    /// <summary>When it is due.</summary>
    public DateTime DueAt { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Tries { get; set; }

    /// <summary>What went wrong last, without customers' words.</summary>
    public string? Trouble { get; set; }

    /// <summary>When it was given up, until a person retries it; null while it goes on.</summary>
    public DateTime? FailedAt { get; set; }
}

/// <summary>By what a voice is known: its source, and its id there.</summary>
public sealed class VoiceKey
{
    /// <summary>The system that it comes from.</summary>
    public required string Source { get; init; }

    /// <summary>Its id there.</summary>
    public required string SourceId { get; init; }

    /// <summary>The voice.</summary>
    public Guid VoiceId { get; init; }

    /// <summary>SHA-256 of what was said.</summary>
    public required byte[] ContentHash { get; set; }
}

/// <summary>A place in time where words were found. A result, never a table.</summary>
public sealed class WordHit
{
    /// <summary>The voice's place, to sort by.</summary>
    public long Place { get; init; }

    /// <summary>The same, to find the voice by.</summary>
    public long At { get; init; }
}

/// <summary>A view of a page that a member saved: its name and its address.</summary>
public sealed class SavedView
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>Whose.</summary>
    public Guid MemberId { get; init; }

    /// <summary>Whether colleagues see it too.</summary>
    public bool Shared { get; set; }

    /// <summary>Its name.</summary>
    public required string Name { get; set; }

    /// <summary>Of which page: <c>voices</c>, <c>scores</c>.</summary>
    public string Page { get; init; } = "voices";

    /// <summary>The filters, as they stand in the address.</summary>
    public required string Query { get; set; }
}

/// <summary>A file that was brought in, and how far that went.</summary>
public sealed class ImportRun
{
    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>What its rows are: <c>voices</c> or <c>customers</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The file's name as its owner knows it.</summary>
    public required string FileName { get; init; }

    /// <summary>The mapping it was read with, as JSON; null until chosen.</summary>
    public string? Mapping { get; set; }

    /// <summary>Where it stands.</summary>
    public ImportState State { get; set; }

    /// <summary>Data rows read so far.</summary>
    public long Read { get; set; }

    /// <summary>Rows kept as new.</summary>
    public long Kept { get; set; }

    /// <summary>Rows that were known already.</summary>
    public long Known { get; set; }

    /// <summary>Rows that changed something known.</summary>
    public long Revised { get; set; }

    /// <summary>Rows refused, to be found in the file of bad rows.</summary>
    public long Refused { get; set; }

    /// <summary>Rows of people who asked to be forgotten: not kept, not even among the refused.</summary>
    public long Forgotten { get; set; }

    /// <summary>Bytes of the file, and how many of them were read: for the progress.</summary>
    public long Bytes { get; set; }

    /// <summary>How many of the bytes were read.</summary>
    public long BytesRead { get; set; }

    /// <summary>Why it stopped, as a code; null while all is well.</summary>
    public string? Trouble { get; set; }

    /// <summary>Who brought it.</summary>
    public Guid By { get; init; }

    /// <summary>When.</summary>
    public DateTime BegunAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTime? EndedAt { get; set; }

    /// <summary>Which run is at it; null while none is.</summary>
    public Guid? LeasedBy { get; set; }

    /// <summary>Until when that may be believed without being said again.</summary>
    public DateTime? LeasedUntil { get; set; }

    /// <summary>How often the row was changed.</summary>
    public int Version { get; set; }
}

/// <summary>Where an import stands.</summary>
public enum ImportState
{
    /// <summary>Uploaded; its columns are being told apart.</summary>
    Waiting = 0,

    /// <summary>Coming in.</summary>
    Running = 1,

    /// <summary>All in.</summary>
    Done = 2,

    /// <summary>Stopped by a person, and taken back whole.</summary>
    Stopped = 3,

    /// <summary>Could not be read to its end, and taken back whole.</summary>
    Failed = 4,

    /// <summary>Taken back whole after it was done.</summary>
    Undone = 5,

    /// <summary>On its way here; nobody sees it yet.</summary>
    Arriving = 6,
}

/// <summary>A row that could not come in, with the reason.</summary>
public sealed class RefusedRow
{
    /// <summary>Its number.</summary>
    public long Id { get; init; }

    /// <summary>The import.</summary>
    public Guid ImportId { get; init; }

    /// <summary>The row's number in the file, from 1, headers counted.</summary>
    public long Line { get; init; }

    /// <summary>The cells as they stood, as a JSON array.</summary>
    public required string Cells { get; init; }

    /// <summary>Field and reason codes, as <c>field:reason</c>, comma-separated.</summary>
    public required string Reason { get; init; }
}

/// <summary>How the columns of a kind of file are read, kept by name.</summary>
public sealed class SavedMapping
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The mapping, as JSON.</summary>
    public required string Mapping { get; set; }

    /// <summary>How often it was changed.</summary>
    public int Version { get; set; }
}

/// <summary>A part of a stored file. Files are kept by what they hold, in parts of 1 MiB, the last of what is left.</summary>
public sealed class FilePart
{
    /// <summary>The file: the import or the attachment that it belongs to.</summary>
    public Guid FileId { get; init; }

    /// <summary>The part's number, from 0.</summary>
    public int Number { get; init; }

    /// <summary>What it holds.</summary>
    public required byte[] Content { get; init; }
}
