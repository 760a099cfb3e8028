namespace Kolot.Core.Organisation;

/// <summary>What a member is trusted with in an organisation.</summary>
public enum Role
{
    /// <summary>Answers for the organisation in Kolot: everything, members and keys included.</summary>
    Owner = 0,

    /// <summary>Runs a unit: hears, imports, sets the place up.</summary>
    Manager = 1,

    /// <summary>Serves customers: hears and enters voices, sees customers.</summary>
    Agent = 2,

    /// <summary>Reads everything in reach and exports it; changes nothing.</summary>
    Analyst = 3,

    /// <summary>Reads scores and money; changes nothing.</summary>
    Finance = 4,

    /// <summary>Reads voices, without customers' records.</summary>
    Viewer = 5,
}

/// <summary>One thing that may be done. Every route names the one it needs.</summary>
public enum Right
{
    /// <summary>Read voices within reach.</summary>
    ReadVoices,

    /// <summary>Read scores of what is within reach.</summary>
    ReadScores,

    /// <summary>Enter a voice.</summary>
    EnterVoices,

    /// <summary>Read customers' records within reach.</summary>
    ReadCustomers,

    /// <summary>Add and change customers.</summary>
    ChangeCustomers,

    /// <summary>Bring files in, and undo that.</summary>
    Import,

    /// <summary>Change units, channels, stages, touchpoints and the organisation's profile.</summary>
    SetUp,

    /// <summary>Invite, change and part from members.</summary>
    ManageMembers,

    /// <summary>Make and revoke API keys.</summary>
    ManageKeys,

    /// <summary>Read the log of changes and of reading.</summary>
    ReadLog,

    /// <summary>See what failed of the whole organisation, whatever its reach, and retry it.</summary>
    SeeErrands,

    /// <summary>Decide how long things are kept, what people are told of it, and read what is held.</summary>
    SetRetention,

    /// <summary>Say through which server mail goes, and from whom.</summary>
    SetMail,

    /// <summary>Hand out everything that is held of one person.</summary>
    ExportPeople,

    /// <summary>Erase everything that is held of one person.</summary>
    ErasePeople,

    /// <summary>Decide which other systems are told of what happens, and see what they were told.</summary>
    SetWebhooks,

    /// <summary>Write campaigns, and begin, rest and end them.</summary>
    RunCampaigns,

    /// <summary>Design studies, have companies approached, judge what shoppers bring, and publish results.</summary>
    RunStudies,
}

/// <summary>Which role may do what.</summary>
public static class Rights
{
    private static readonly Dictionary<Role, HashSet<Right>> Of = new()
    {
        [Role.Owner] = [.. Enum.GetValues<Right>()],
        [Role.Manager] =
        [
            Right.ReadVoices, Right.ReadScores, Right.EnterVoices, Right.ReadCustomers, Right.ChangeCustomers, Right.Import, Right.SetUp, Right.RunCampaigns,
            Right.RunStudies,
        ],
        [Role.Agent] = [Right.ReadVoices, Right.ReadScores, Right.EnterVoices, Right.ReadCustomers, Right.ChangeCustomers],
        [Role.Analyst] = [Right.ReadVoices, Right.ReadScores, Right.ReadCustomers],
        [Role.Finance] = [Right.ReadVoices, Right.ReadScores],
        [Role.Viewer] = [Right.ReadVoices, Right.ReadScores],
    };

    /// <summary>The rights of a role.</summary>
    public static IReadOnlySet<Right> For(Role role) => Of[role];
}
