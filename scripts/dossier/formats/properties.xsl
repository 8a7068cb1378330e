<?xml version="1.0"?>
<!-- Metadata of Word (docProps/core.xml), OpenDocument (meta.xml) and EPUB (the package document)
     as rows: <offer field="…" where="…">value</offer>. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:terms="http://purl.org/dc/terms/"
  xmlns:core="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
  xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
  xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:opf="http://www.idpf.org/2007/opf">
<xsl:key name="role" match="opf:meta[@property = 'role']" use="@refines"/>

<!-- Programs fill these in: the title from a template, the author from an account. -->
<xsl:template match="/core:coreProperties | /office:document-meta">
  <offers>
    <xsl:for-each select=".//dc:title">
      <offer field="title" where="file properties"><xsl:value-of select="."/></offer>
    </xsl:for-each>
    <xsl:for-each select=".//meta:initial-creator | /core:coreProperties/dc:creator">
      <offer field="authors" where="file properties"><xsl:value-of select="."/></offer>
    </xsl:for-each>
    <xsl:for-each select=".//terms:modified | .//dc:date">
      <offer field="scraped" where="file properties"><xsl:value-of select="."/></offer>
    </xsl:for-each>
  </offers>
</xsl:template>

<!-- Of a book, by whoever made the edition. Roles are MARC's codes for relators. -->
<xsl:template match="/opf:package">
  <offers>
    <xsl:for-each select=".//dc:title"><offer field="title" where="meta dc:title"><xsl:value-of select="."/></offer></xsl:for-each>
    <xsl:for-each select=".//dc:publisher"><offer field="publisher" where="meta dc:publisher"><xsl:value-of select="."/></offer></xsl:for-each>
    <xsl:for-each select=".//dc:language"><offer field="language" where="meta dc:language"><xsl:value-of select="."/></offer></xsl:for-each>
    <xsl:for-each select=".//dc:date[not(@opf:event) or @opf:event = 'publication']">
      <offer field="published" where="meta dc:date"><xsl:value-of select="."/></offer>
    </xsl:for-each>
    <xsl:for-each select=".//dc:creator | .//dc:contributor">
      <xsl:variable name="refined" select="key('role', concat('#', @id))"/>
      <xsl:variable name="role" select="string(($refined | @opf:role)[1])"/>
      <xsl:variable name="where" select="concat('meta ', name())"/>
      <xsl:choose>
        <xsl:when test="$role = 'aut' or ($role = '' and self::dc:creator)">
          <offer field="authors" where="{$where}"><xsl:value-of select="."/></offer>
        </xsl:when>
        <xsl:when test="$role = 'trl'"><offer field="translator" where="{$where}"><xsl:value-of select="."/></offer></xsl:when>
        <xsl:when test="$role = 'edt'"><offer field="editors" where="{$where}"><xsl:value-of select="."/></offer></xsl:when>
      </xsl:choose>
    </xsl:for-each>
  </offers>
</xsl:template>
</xsl:stylesheet>
