using Kolot.Core.Organisation;

namespace Kolot.Organisation.Places;

/// <summary>The words for each kind, and for each field of one.</summary>
internal static class NamedWords
{
    public static string Many(NamedKind kind) => kind switch
    {
        NamedKind.Unit => Words.Units,
        NamedKind.Channel => Words.Channels,
        NamedKind.Stage => Words.Stages,
        _ => Words.Touchpoints,
    };

    public static string Add(NamedKind kind) => kind switch
    {
        NamedKind.Unit => Words.AddUnit,
        NamedKind.Channel => Words.AddChannel,
        NamedKind.Stage => Words.AddStage,
        _ => Words.AddTouchpoint,
    };

    public static string None(NamedKind kind) => kind switch
    {
        NamedKind.Unit => Words.NoUnits,
        NamedKind.Channel => Words.NoChannels,
        _ => Words.NoStages,
    };

    public static string Above(NamedKind kind) => kind == NamedKind.Unit ? Words.UnitAbove : Words.Stage;

    public static string Icon(string icon) => icon switch
    {
        "phone" => Words.IconPhone,
        "mail" => Words.IconMail,
        "chat" => Words.IconChat,
        "survey" => Words.IconSurvey,
        "branch" => Words.IconBranch,
        "net" => Words.IconNet,
        "team" => Words.IconTeam,
        _ => Words.IconFind,
    };

    /// <summary>The fields of a kind with their labels, in the order of the form.</summary>
    public static IReadOnlyDictionary<string, string> Fields(NamedKind kind)
    {
        var fields = new Dictionary<string, string> { ["name"] = Words.Name, ["nameEn"] = Words.NameEn, ["code"] = Words.Code };
        if (kind is NamedKind.Unit or NamedKind.Touchpoint) fields["above"] = Above(kind);
        if (kind == NamedKind.Channel) (fields["icon"], fields["share"]) = (Words.Sign, Words.PlannedShare);
        fields["position"] = Words.Position;
        fields["retired"] = Words.RetiredNow;
        return fields;
    }

    /// <summary>What a draft says in a field.</summary>
    public static string? Value(NamedDraft draft, string field) => field switch
    {
        "code" => draft.Code,
        "name" => draft.Name,
        "nameEn" => draft.NameEn,
        "above" => draft.Above,
        "icon" => draft.Icon,
        "share" => draft.Share,
        "position" => draft.Position,
        _ => draft.Retired,
    };

    public static string Outcome(LineOutcome outcome) => outcome switch
    {
        LineOutcome.Added => Words.LineAdded,
        LineOutcome.Changed => Words.LineChanged,
        LineOutcome.Refused => Words.LineRefused,
        _ => Words.LineSame,
    };
}
