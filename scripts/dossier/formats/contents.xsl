<?xml version="1.0"?>
<!-- What the parts of a book say of its files, as rows: <row kind="…" title="…" depth="…" href="…"/>.
     kind: package (the package document), page (of the spine), contents (a table of contents), entry
     (of it), lock (encrypted); else what the guide, the landmarks or a nav call a page. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container"
  xmlns:enc="http://www.w3.org/2001/04/xmlenc#"
  xmlns:opf="http://www.idpf.org/2007/opf" xmlns:ncx="http://www.daisy.org/z3986/2005/ncx/"
  xmlns:html="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<xsl:key name="item" match="opf:item" use="@id"/>

<xsl:template match="/">
  <rows>
    <!-- Addresses in META-INF are relative to the root of the package. -->
    <xsl:for-each select="//ocf:rootfile"><row kind="package" href="../{@full-path}"/></xsl:for-each>
    <xsl:for-each select="//enc:CipherReference"><row kind="lock" href="../{@URI}"/></xsl:for-each>
    <xsl:for-each select="//opf:itemref">
      <row kind="page" href="{key('item', @idref)/@href}"/>
    </xsl:for-each>
    <xsl:for-each select="//opf:item[contains(concat(' ', @properties, ' '), ' nav ')]">
      <row kind="contents" href="{@href}"/>
      <row kind="toc" href="{@href}"/>
    </xsl:for-each>
    <xsl:for-each select="//opf:item[@media-type = 'application/x-dtbncx+xml']">
      <row kind="contents" href="{@href}"/>
    </xsl:for-each>
    <xsl:for-each select="//opf:reference"><row kind="{@type}" href="{@href}"/></xsl:for-each>
    <xsl:for-each select="//ncx:navPoint">
      <row kind="entry" title="{normalize-space(ncx:navLabel)}"
        depth="{count(ancestor::ncx:navPoint)}" href="{ncx:content/@src}"/>
    </xsl:for-each>
    <xsl:for-each select="//html:nav[@epub:type = 'toc']//html:a">
      <row kind="entry" title="{normalize-space(.)}" depth="{count(ancestor::html:ol)}" href="{@href}"/>
    </xsl:for-each>
    <xsl:for-each select="//html:nav[@epub:type = 'landmarks']//html:a">
      <row kind="{@epub:type}" href="{@href}"/>
    </xsl:for-each>
  </rows>
</xsl:template>
</xsl:stylesheet>
