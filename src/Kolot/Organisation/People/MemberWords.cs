using Kolot.Core.Organisation;
using Kolot.Shell.Parts;
using Kolot.Store;

namespace Kolot.Organisation.People;

/// <summary>Roles, reaches and rights in the reader's language.</summary>
public static class MemberWords
{
    /// <summary>A role's name.</summary>
    public static string Of(Role role) => role switch
    {
        Role.Owner => Words.RoleOwner,
        Role.Manager => Words.RoleManager,
        Role.Agent => Words.RoleAgent,
        Role.Analyst => Words.RoleAnalyst,
        Role.Finance => Words.RoleFinance,
        _ => Words.RoleViewer,
    };

    /// <summary>A reach's name.</summary>
    public static string Of(Reach reach) => reach switch
    {
        Reach.Self => Words.ReachSelf,
        Reach.Team => Words.ReachTeam,
        Reach.Subtree => Words.ReachSubtree,
        _ => Words.ReachAll,
    };

    /// <summary>What a line of the sign-in log tells.</summary>
    public static string Of(SignInLine line) => line.Act switch
    {
        SignInLine.LinkSent => Words.SignInLinkSent,
        SignInLine.PasswordReset => Words.SignInPasswordReset,
        SignInLine.SecondStepSet => Words.SignInSecondStepSet,
        SignInLine.SecondStepEnded => Words.SignInSecondStepEnded,
        SignInLine.PasskeyAdded => Words.SignInPasskeyAdded,
        SignInLine.PasskeyRemoved => Words.SignInPasskeyRemoved,
        SignInLine.WrongCode => Words.SignInWrongCode,
        SignInLine.RecoveryCodesMade => Words.SignInRecoveryCodesMade,
        SignInLine.RecoveryCodeUsed => Words.SignInRecoveryCodeUsed,
        _ => line.Opened ? Words.SignInOpened : Words.SignInRefused,
    };

    /// <summary>A right's name.</summary>
    public static string Of(Right right) => right switch
    {
        Right.ReadVoices => Words.RightReadVoices,
        Right.ReadScores => Words.RightReadScores,
        Right.EnterVoices => Words.RightEnterVoices,
        Right.ReadCustomers => Words.RightReadCustomers,
        Right.ChangeCustomers => Words.RightChangeCustomers,
        Right.Import => Words.RightImport,
        Right.ExportPeople => Words.RightExportPeople,
        Right.ErasePeople => Words.RightErasePeople,
        Right.SetWebhooks => Words.RightSetWebhooks,
        Right.RunCampaigns => Words.RightRunCampaigns,
        Right.RunStudies => Words.RightRunStudies,
        _ => right.ToString(),
    };

    /// <summary>The roles to choose from.</summary>
    public static IReadOnlyList<Option> Roles => [.. Enum.GetValues<Role>().Select(role => new Option(role.ToString(), Of(role)))];

    /// <summary>The reaches to choose from, the widest first.</summary>
    public static IReadOnlyList<Option> Reaches => [.. Enum.GetValues<Reach>().Reverse().Select(reach => new Option(reach.ToString(), Of(reach)))];
}
