using System.Xml.Linq;
using Kolot.Store;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People.SignIn;

/// <summary>Keeps the data-protection keys in the directory, so that all nodes open what one of them sealed.</summary>
public sealed class ProtectionKeys(Databases databases) : IXmlRepository
{
    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var directory = databases.OpenDirectory();
        return [.. directory.ProtectionKeys.AsNoTracking().Select(key => key.Xml).AsEnumerable().Select(xml => XElement.Parse(xml))];
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        using var directory = databases.OpenDirectory();
        directory.ProtectionKeys.Add(new() { Id = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        directory.SaveChanges();
    }
}
